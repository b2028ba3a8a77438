namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Dots that lead the eye from a title to its page, and lines to write on. They tie a row together, and are no text: many dots
/// become one sign.
/// </summary>
internal static class Leaders
{
    public const string Sign = "…";

    private const int FewestDots = 6;
    private const int LongestLine = 6;
    private const double Apart = 2;

    public static bool Is(PdfWord word) =>
        word.Text == Sign || (word.Text.Length >= 3 && word.Text.AsSpan().IndexOfAnyExcept('_') < 0);

    /// <summary>Marks where a row of dots begins and ends as beginnings of words.</summary>
    public static void Part(List<Glyph> glyphs, bool[] starts)
    {
        for (var first = 0; first < glyphs.Count;)
        {
            var end = first;
            while (end < glyphs.Count && IsDot(glyphs[end].Text))
                end++;
            if (end - first >= FewestDots)
            {
                starts[first] = true;
                if (end < glyphs.Count)
                    starts[end] = true;
            }

            first = end + 1;
        }
    }

    public static void Shorten(List<PdfWord> words)
    {
        for (var first = 0; first < words.Count; first++)
        {
            if (words[first].Text.Length > LongestLine && words[first].Text.AsSpan().IndexOfAnyExcept('_') < 0)
                words[first] = words[first] with { Text = "____" };
            var (end, dots) = (first, 0);
            while (end < words.Count && words[end].Text.All(c => IsDot(c))
                && (end == first || words[end].Box.Left - words[end - 1].Box.Right <= words[end].Size * Apart))
                dots += words[end++].Text.Length;
            if (dots < FewestDots)
                continue;
            words[first] = words[first] with { Text = Sign, Box = words[first].Box.Union(words[end - 1].Box) };
            words.RemoveRange(first + 1, end - first - 1);
        }
    }

    private static bool IsDot(string text) => text.Length == 1 && IsDot(text[0]);

    private static bool IsDot(char c) => c is '.' or '·' or '‥' or '…' or '․';
}
