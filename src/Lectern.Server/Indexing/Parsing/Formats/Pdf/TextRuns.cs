namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Cuts rows into runs: at gaps that are wide for their row, at lines drawn between words, and where words keep the same narrow
/// gap over many rows, which is a gutter between columns.
/// </summary>
internal static class TextRuns
{
    private const double WideGap = 1.1;
    private const double WideAgainstWords = 2.4;
    private const double MostUsual = 0.5;
    private const double MarkerGap = 3.5;

    /// <summary>Letters of a word that is a list's mark by itself.</summary>
    private const string Bullets = "•●○◦▪■□▫‣⁃–—-*·o➢►➤✓✔❑❖§";

    /// <param name="rows">Words from left to right, rows from top to bottom.</param>
    public static List<List<TextRun>> Of(List<List<PdfWord>> rows, Rulings rulings)
    {
        var gutters = new Gutters(rows);
        var result = new List<List<TextRun>>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
            result.Add(Joined(Cut(rows[i], i, gutters, rulings)));
        return result;
    }

    private static List<TextRun> Cut(List<PdfWord> words, int row, Gutters gutters, Rulings rulings)
    {
        var runs = new List<TextRun>();
        var usual = UsualGap(words);
        var first = 0;
        for (var i = 1; i <= words.Count; i++)
        {
            if (i < words.Count && !IsCut(i))
                continue;
            runs.Add(new TextRun(words.GetRange(first, i - first), row));
            first = i;
        }

        return runs;

        bool IsCut(int i)
        {
            var (before, word) = (words[i - 1], words[i]);
            var (left, right) = (before.Box.Right, word.Box.Left);
            var size = Math.Max(before.Size, word.Size);
            var isWide = right - left > size * Math.Max(WideGap, Math.Min(usual / size, MostUsual) * WideAgainstWords);

            // Dots tie what stands before them to what stands behind; a page that they lead to is the end.
            if (Leaders.Is(before) || (Leaders.Is(word) && !(i > 1 && Leaders.Is(words[i - 2]))))
                return rulings.IsBetween(left, right, before.Line);
            return isWide || gutters.IsIn(row, left, right) || rulings.IsBetween(left, right, before.Line);
        }
    }

    /// <summary>Between the words of a row: the middle one, without those that are clearly wider than a space.</summary>
    public static double UsualGap(List<PdfWord> words)
    {
        Span<double> gaps = words.Count <= 256 ? stackalloc double[words.Count] : new double[words.Count];
        var count = 0;
        for (var i = 1; i < words.Count; i++)
        {
            var gap = words[i].Box.Left - words[i - 1].Box.Right;
            if (gap < Math.Max(words[i].Size, words[i - 1].Size) && gap > 0)
                gaps[count++] = gap;
        }

        if (count == 0)
            return 0;
        gaps = gaps[..count];
        gaps.Sort();
        return gaps[count / 2];
    }

    /// <summary>A list's mark stands apart from its text, but belongs to it.</summary>
    private static List<TextRun> Joined(List<TextRun> runs)
    {
        for (var i = runs.Count - 2; i >= 0; i--)
        {
            var (mark, text) = (runs[i], runs[i + 1]);
            if (mark.Words.Count == 1 && text.Left - mark.Right <= mark.Size * MarkerGap && IsMarker(mark, text))
            {
                runs[i] = new TextRun([.. mark.Words, .. text.Words], mark.Row);
                runs.RemoveAt(i + 1);
            }
        }

        return runs;
    }

    private static bool IsMarker(TextRun run, TextRun text)
    {
        var mark = run.Words[0].Text;
        if (mark.Length == 1)
            return Bullets.Contains(mark[0], StringComparison.Ordinal) && char.IsLetterOrDigit(text.Words[0].Text[0])
                && !text.IsNumeric
                || mark[0] is >= '\uF000' and <= '\uF0FF';
        // "2.1 Scope of the contract"
        if (char.IsDigit(mark[0]) && char.IsUpper(text.Words[0].Text[0]) && mark.All(c => char.IsDigit(c) || c == '.'))
            return (run.IsBold && text.IsBold) || (text.Words.Count >= 3 && mark[1..^1].Contains('.', StringComparison.Ordinal));
        return mark.Length <= 5 && text.Words.Count >= 3 && (mark[^1] is '.' or ')' or ']') && mark.Any(char.IsLetterOrDigit)
            && mark.All(c => char.IsLetterOrDigit(c) || c is '.' or '(' or ')' or '[' or ']');
    }
}
