using Markdig.Syntax;

namespace Lectern.Web.Markdown;

/// <summary>Where a text is marked, and what of a shown piece that is. Offsets are UTF-16 units of the text's source.</summary>
internal sealed class TextMarks
{
    private readonly List<TextMark> marks = [];

    /// <param name="all">In any order; what two of them cover is the first one's.</param>
    public TextMarks(IEnumerable<TextMark> all)
    {
        var end = 0;
        foreach (var mark in all.OrderBy(m => m.Start))
        {
            if (Math.Max(mark.Start, end) >= mark.End)
                continue;
            marks.Add(mark with { Start = Math.Max(mark.Start, end) });
            end = mark.End;
        }
    }

    /// <summary>What is shown for a stretch of the source, cut where marks begin and end.</summary>
    /// <param name="shown">The source's own words, or other words for them (an entity, a line's end): these are not cut.</param>
    /// <param name="span">Of the source that is shown so.</param>
    /// <param name="part">The part of the text in which the span counts.</param>
    public IEnumerable<(string Text, TextMark? Mark)> Cut(string shown, SourceSpan span, MarkdownPart part)
    {
        var start = Math.Clamp(span.Start, 0, part.Source.Length);
        var length = Math.Clamp(span.End + 1 - start, 0, part.Source.Length - start);
        var next = After(part.Start + start);
        if (length == 0 || next == marks.Count || marks[next].Start >= part.Start + start + length)
        {
            yield return (shown, null);
            yield break;
        }

        // Blanks at a cell's end and the sign that escapes are in the span and not in what is shown.
        var skipped = part.Source.AsSpan(start, length).IndexOf(shown, StringComparison.Ordinal);
        if (skipped < 0)
        {
            yield return (shown, marks[next]);
            yield break;
        }

        var first = part.Start + start + skipped;
        var at = 0;
        for (; at < shown.Length && next < marks.Count && marks[next].Start < first + shown.Length; next++)
        {
            var from = Math.Max(at, marks[next].Start - first);
            var to = Math.Min(shown.Length, marks[next].End - first);
            if (from > at)
                yield return (shown[at..from], null);
            if (to > from)
                yield return (shown[from..to], marks[next]);
            at = Math.Max(from, to);
        }

        if (at < shown.Length)
            yield return (shown[at..], null);
    }

    /// <summary>The first mark that ends behind a place.</summary>
    private int After(int place)
    {
        var (low, high) = (0, marks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (marks[middle].End <= place)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
