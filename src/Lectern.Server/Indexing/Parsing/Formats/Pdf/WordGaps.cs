namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Tells which gaps between letters end a word. A gap is measured against the other gaps of its line: condensed and justified
/// text has words closer together than widely set text has letters.
/// </summary>
internal static class WordGaps
{
    private const double WithSpaces = 0.2;
    private const double WithoutSpaces = 0.14;
    private const double LeastGap = 0.08;
    private const double MostGap = 0.3;
    private const double ClearJump = 0.06;

    /// <summary>Letters set wider than this are letterspaced.</summary>
    private const double Spaced = 0.12;
    private const double MostSpaced = 1.0;
    private const int FewestSpacedLetters = 5;

    /// <summary>Of the letters' size: from here on the line is another cell or column, with gaps of its own.</summary>
    private const double Apart = 2;

    private const double IdeographicGap = 0.5;

    /// <param name="glyphs">From left to right, without spaces.</param>
    /// <param name="afterSpace">Whether a space was drawn before the glyph.</param>
    /// <returns>Whether a word begins at each glyph.</returns>
    public static bool[] Starts(IReadOnlyList<Glyph> glyphs, bool[] afterSpace)
    {
        var gaps = new double[glyphs.Count];
        var starts = new bool[glyphs.Count];
        for (var i = 1; i < glyphs.Count; i++)
        {
            // A mark ends where its letter does.
            var end = i > 1 && RightToLeft.IsMark(glyphs[i - 1].Text)
                ? Math.Max(glyphs[i - 1].End, glyphs[i - 2].End) : glyphs[i - 1].End;
            gaps[i] = (glyphs[i].Start - end) / Math.Max(glyphs[i].Size, glyphs[i - 1].Size);
        }

        for (var first = 0; first < glyphs.Count;)
        {
            var end = first + 1;
            while (end < glyphs.Count && gaps[end] <= Apart)
                end++;
            starts[first] = true;
            Mark(glyphs, afterSpace, gaps, starts, first, end);
            first = end;
        }

        return starts;
    }

    private static void Mark(IReadOnlyList<Glyph> glyphs, bool[] afterSpace, double[] gaps, bool[] starts, int first, int end)
    {
        var least = Least(glyphs, afterSpace, gaps, first, end);
        for (var i = first + 1; i < end; i++)
        {
            if (glyphs[i].Shift != 0 || glyphs[i - 1].Shift != 0)
                starts[i] = afterSpace[i] || gaps[i] > (
                    glyphs[i].Shift == 1 && TextRows.IsPower(glyphs[i - 1], glyphs[i]) ? TextRows.PowerGap : WithSpaces);
            else if (Scripts.IsWithoutSpaces(glyphs[i].Text) && Scripts.IsWithoutSpaces(glyphs[i - 1].Text))
                starts[i] = gaps[i] > IdeographicGap;
            else
                starts[i] = afterSpace[i] || gaps[i] > least;
        }

        if (Letterspacing(glyphs, gaps, starts, first, end) is not { } spacing)
            return;
        for (var i = first + 1; i < end; i++)
            starts[i] = gaps[i] > spacing;
    }

    private static double Least(IReadOnlyList<Glyph> glyphs, bool[] afterSpace, double[] gaps, int first, int end)
    {
        var (spaces, letters) = (0, end - first);
        Span<double> sorted = letters <= 512 ? stackalloc double[letters] : new double[letters];
        var count = 0;
        for (var i = first + 1; i < end; i++)
        {
            if (afterSpace[i])
                spaces++;
            else if (glyphs[i].Shift == 0 && glyphs[i - 1].Shift == 0)
                sorted[count++] = gaps[i];
        }

        if (spaces * 20 >= letters)
            return WithSpaces;
        sorted = sorted[..count];
        sorted.Sort();
        var (jump, at) = (0.0, WithoutSpaces);
        for (var i = 1; i < count; i++)
        {
            if (sorted[i] - sorted[i - 1] > jump && sorted[i] > LeastGap && sorted[i - 1] < WithSpaces)
                (jump, at) = (sorted[i] - sorted[i - 1], (sorted[i] + sorted[i - 1]) / 2);
        }

        return jump >= ClearJump ? Math.Clamp(at, LeastGap, MostGap) : WithoutSpaces;
    }

    /// <returns>The least gap between words where almost every letter stands apart; null where it is not so.</returns>
    private static double? Letterspacing(IReadOnlyList<Glyph> glyphs, double[] gaps, bool[] starts, int first, int end)
    {
        var letters = end - first;
        if (letters < FewestSpacedLetters)
            return null;
        var (single, words) = (0, 0);
        for (var i = first; i < end; i++)
        {
            if (!starts[i])
                continue;
            words++;
            single += (i + 1 == end || starts[i + 1]) && glyphs[i].Text.Length == 1 && char.IsLetter(glyphs[i].Text[0]) ? 1 : 0;
        }

        if (words < FewestSpacedLetters || single * 4 < words * 3)
            return null;
        var sorted = gaps[(first + 1)..end];
        Array.Sort(sorted);
        var usual = sorted[sorted.Length / 2];
        if (usual is < Spaced or > MostSpaced)
            return null;
        var least = Math.Max(usual * 1.5, usual + 0.12);
        var near = sorted.Count(g => Math.Abs(g - usual) <= 0.12);

        // Single letters with one space between each, and no wider gap, are words of one letter as likely as not, unless a word
        // can be seen.
        return near * 10 >= sorted.Length * 7 && (sorted[^1] > least || near == sorted.Length) ? least : null;
    }
}
