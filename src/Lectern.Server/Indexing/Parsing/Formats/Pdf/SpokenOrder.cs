namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// The words of a line in the order they are spoken, as the Unicode Bidirectional Algorithm has drawn them: in a line of Hebrew
/// or Arabic from right to left, but for runs of Latin words and numbers; in another line runs of Hebrew or Arabic. Thread-safe.
/// </summary>
internal static class SpokenOrder
{
    /// <summary>Ends a sentence or a part of one: at a Latin word's left end it is the line's, and ends the run.</summary>
    private const string Ends = ".,;:!?…،؛؟۔";

    /// <summary>No word has more of them at its end; a row of brackets is a pattern.</summary>
    private const int MostEnds = 4;

    /// <summary>Whether at least half of the words that have letters are right-to-left.</summary>
    public static bool IsFromRight(IEnumerable<PdfWord> words)
    {
        var (turned, letters) = (0, 0);
        foreach (var word in words)
        {
            turned += RightToLeft.IsRightToLeft(word.Text) ? 1 : 0;
            letters += word.Text.Any(char.IsLetter) ? 1 : 0;
        }

        return turned > 0 && turned >= letters * 0.5;
    }

    /// <param name="words">From left to right.</param>
    /// <param name="ofParagraph">Whether the paragraph is read from right to left, whatever this line has most of.</param>
    public static IReadOnlyList<PdfWord> Of(IReadOnlyList<PdfWord> words, bool ofParagraph = false)
    {
        if (ofParagraph || IsFromRight(words))
            return FromRight(words);
        return words.Any(w => RightToLeft.IsRightToLeft(w.Text)) ? FromLeft(words) : words;
    }

    private static List<PdfWord> FromRight(IReadOnlyList<PdfWord> words)
    {
        var ordered = new List<PdfWord>(words.Count);
        for (var i = words.Count - 1; i >= 0;)
        {
            if (!IsOfRun(words[i]))
            {
                ordered.Add(words[i--]);
                continue;
            }

            // Signs between two words of the run are its own; those at its ends are the line's.
            var first = i;
            for (var left = i - 1; left >= 0 && !RightToLeft.IsRightToLeft(words[left].Text); left--)
                first = IsOfRun(words[left]) ? left : first;
            ordered.AddRange(WithoutEnds([.. words.Skip(first).Take(i - first + 1)]));
            i = first - 1;
        }

        return ordered;
    }

    private static List<PdfWord> FromLeft(IReadOnlyList<PdfWord> words)
    {
        var ordered = new List<PdfWord>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var last = i;
            if (RightToLeft.IsRightToLeft(words[i].Text))
            {
                for (var right = i + 1; right < words.Count && !IsOfRun(words[right]); right++)
                    last = RightToLeft.IsRightToLeft(words[right].Text) ? right : last;
            }

            for (var at = last; at >= i; at--)
                ordered.Add(words[at]);
            i = last;
        }

        return ordered;
    }

    /// <summary>
    /// What is the line's and not the run's was drawn at the run's other end: a full stop or a bracket that stands left of it
    /// comes behind it.
    /// </summary>
    private static PdfWord[] WithoutEnds(PdfWord[] run)
    {
        var (left, right) = (run[0].Text, run[^1].Text);
        var length = 0;
        while (length < MostEnds && length + 1 < left.Length && IsOfLine(run, left, length))
            length++;
        var opens = right.Length > 1 && Brackets.OpensOutside(run, right[^1]);
        if (length > 0)
        {
            run[0] = run[0] with { Text = left[length..] };
            run[^1] = run[^1] with { Text = run[^1].Text + string.Concat(left[..length].Reverse().Select(Brackets.Closed)) };
        }

        if (opens)
        {
            run[^1] = run[^1] with { Text = run[^1].Text.Remove(run[^1].Text.Length - length - 1, 1) };
            run[0] = run[0] with { Text = Brackets.Opened(right[^1]) + run[0].Text };
        }

        return run;
    }

    private static bool IsOfLine(PdfWord[] run, string word, int at) =>
        Brackets.ClosesOutside(run, word[at]) || (Ends.Contains(word[at]) && !char.IsDigit(word[at + 1]));

    /// <summary>A Latin word or a number.</summary>
    private static bool IsOfRun(PdfWord word) => !RightToLeft.IsRightToLeft(word.Text) && word.Text.Any(char.IsLetterOrDigit);
}
