using UglyToad.PdfPig.Content;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Upright signs of Chinese and Japanese that stand one below the other; their lines follow from right to left.
/// </summary>
internal static class VerticalText
{
    /// <summary>Of its frame.</summary>
    public const int Degrees = 270;

    private const int FewestSigns = 4;
    private const double Aside = 0.1;
    private const double Ascent = 0.88;

    /// <returns>Which of the letters stand so; null when none does.</returns>
    public static bool[]? Find(IReadOnlyList<Letter> letters)
    {
        bool[]? found = null;
        for (var i = 0; i < letters.Count;)
        {
            var end = i + 1;
            while (end < letters.Count && IsBelow(letters[end - 1], letters[end]))
                end++;
            if (end - i >= FewestSigns)
            {
                found ??= new bool[letters.Count];
                Array.Fill(found, true, i, end - i);
            }

            i = end;
        }

        return found;
    }

    public static Glyph Of(Letter letter, TextFrame frame)
    {
        var size = PageGlyphs.Size(letter, 0);
        var at = letter.StartBaseLine;
        var start = frame.Along(at.X, at.Y + (size * Ascent));
        var left = frame.Down(at.X, at.Y);
        return new Glyph(
            letter.Value, start, start + size, left, size, left - size, left, false, string.IsNullOrWhiteSpace(letter.Value));
    }

    private static bool IsBelow(Letter above, Letter letter)
    {
        var size = above.PointSize;
        var down = above.StartBaseLine.Y - letter.StartBaseLine.Y;
        return Math.Abs(letter.StartBaseLine.X - above.StartBaseLine.X) <= size * Aside && down > size * 0.7 && down < size * 1.6
            && Scripts.IsWithoutSpaces(above.Value) && Scripts.IsWithoutSpaces(letter.Value);
    }
}
