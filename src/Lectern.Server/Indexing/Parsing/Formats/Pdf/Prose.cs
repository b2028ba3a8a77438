namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Tells paragraphs from columns of a table. A line of prose ends where the next word did not fit; a line of a cell ends where
/// there is no more to say.
/// </summary>
internal static class Prose
{
    private const int FewestLines = 3;
    private const double FewestWords = 3.5;
    private const double FewestCharacters = 18;
    private const double FewestIdeographs = 9;
    private const double WrappedShare = 0.6;
    private const double SurelyWrappedShare = 0.85;
    private const double LowerCaseShare = 0.2;

    public static void Mark(IReadOnlyList<IReadOnlyList<TextRun>> blocks)
    {
        foreach (var block in blocks)
        {
            if (!Is(block))
                continue;
            foreach (var line in block)
                line.IsProse = true;
        }
    }

    public static bool Is(IReadOnlyList<TextRun> block)
    {
        if (block.Count < FewestLines)
            return false;
        var (words, characters, ideographs, numeric) = (0, 0, 0, 0);
        var right = double.MinValue;
        foreach (var line in block)
        {
            words += line.Words.Count;
            characters += line.Characters;
            foreach (var word in line.Words)
                ideographs += Scripts.IsWithoutSpaces(word.Text) ? word.Text.Length : 0;
            numeric += line.IsNumeric ? 1 : 0;
            right = Math.Max(right, line.Right);
        }

        if (numeric * 2 > block.Count)
            return false;
        var isIdeographic = ideographs * 2 > characters;
        if (isIdeographic ? ideographs < FewestIdeographs * block.Count
            : words < FewestWords * block.Count || characters < FewestCharacters * block.Count)
            return false;
        var (wrapped, lower) = (0, 0);
        for (var i = 1; i < block.Count; i++)
        {
            wrapped += IsWrapped(block[i - 1], block[i], right, isIdeographic) ? 1 : 0;
            lower += char.IsLower(block[i].Words[0].Text[0]) ? 1 : 0;
        }

        var lines = (double)(block.Count - 1);
        return wrapped >= lines * WrappedShare
            && (isIdeographic || wrapped >= lines * SurelyWrappedShare || lower >= lines * LowerCaseShare);
    }

    /// <summary>Whether the next line's first word did not fit on the line.</summary>
    public static bool IsWrapped(TextRun line, TextRun next, double right, bool isIdeographic = false)
    {
        var first = isIdeographic ? next.Size : next.Words[0].Box.Width;
        return line.Right + (line.Size * 0.2) + first > right - (line.Size * 0.2);
    }
}
