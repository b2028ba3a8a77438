namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>Joins a row's letters into words.</summary>
internal static class PdfWords
{
    /// <summary>Points.</summary>
    private const double TouchesWithin = 0.5;

    /// <param name="row">From left to right, spaces among them.</param>
    public static List<PdfWord> Of(List<Glyph> row, TextFrame frame)
    {
        var glyphs = new List<Glyph>(row.Count);
        var afterSpace = new bool[row.Count];
        var (space, isOver) = (false, false);
        foreach (var glyph in row)
        {
            if (glyph.IsSpace)
            {
                // One that is drawn over a letter, as between two programs' texts, parts nothing.
                var isDrawnOver = glyphs is [.., var letter] && char.IsLetterOrDigit(letter.Text[0])
                    && glyph.End <= letter.End && glyph.Start < letter.End - TouchesWithin;
                (space, isOver) = (space || !isDrawnOver, isOver || isDrawnOver);
                continue;
            }

            afterSpace[glyphs.Count] = space || (isOver && glyph.Start < glyphs[^1].End - TouchesWithin);
            glyphs.Add(glyph);
            (space, isOver) = (false, false);
        }

        var words = new List<PdfWord>();
        var starts = WordGaps.Starts(glyphs, afterSpace);
        Leaders.Part(glyphs, starts);
        for (var first = 0; first < glyphs.Count;)
        {
            var end = first + 1;
            while (end < glyphs.Count && !starts[end] && !EndsPower(glyphs, end))
                end++;
            words.Add(Word(glyphs, first, end, frame));
            first = end;
        }

        Leaders.Shorten(words);
        return words;
    }

    /// <summary>
    /// What stands raised before a word is a note's number, not its beginning; and a power ends before the next letter.
    /// </summary>
    private static bool EndsPower(List<Glyph> glyphs, int at) =>
        glyphs[at - 1].Shift == 1 && glyphs[at].Shift == 0 && char.IsLetterOrDigit(glyphs[at].Text[0]);

    private static PdfWord Word(List<Glyph> glyphs, int first, int end, TextFrame frame)
    {
        var (top, bottom, right, size, line) = (double.MaxValue, double.MinValue, double.MinValue, 0.0, glyphs[first].Base);
        var bold = 0;
        for (var i = first; i < end; i++)
        {
            var glyph = glyphs[i];
            (top, bottom, right) = (Math.Min(top, glyph.Top), Math.Max(bottom, glyph.Bottom), Math.Max(right, glyph.End));
            bold += glyph.IsBold ? 1 : 0;
            if (glyph.Size > size)
                (size, line) = (glyph.Size, glyph.Base);
        }

        return new PdfWord(
            WordText.Of(
                glyphs, first,
                end), new Box(glyphs[first].Start, top, right, bottom), line, size, bold * 2 > end - first, frame);
    }
}
