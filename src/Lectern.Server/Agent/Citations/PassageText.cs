using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations;

/// <summary>A stored passage, ready to be searched for what supports a claim. Offsets are UTF-16 in its text. Thread-safe.</summary>
internal sealed class PassageText
{
    /// <summary>A sentence longer than this (a list, a table without rules) is taken line by line.</summary>
    private const int LongSentence = 500;

    public PassageText(string text)
    {
        Text = text;
        Normal = NormalText.Of(text);
        Sentences = [.. WithHeaders(text, Spans(text))];
    }

    public string Text { get; }

    public NormalText Normal { get; }

    public IReadOnlyList<PassageSentence> Sentences { get; }

    /// <summary>Behind the mark that ends the sentence at an offset, when one stands there.</summary>
    public int EndMark(int offset) => offset < Text.Length && Text[offset] is '.' or '!' or '?' or '…' or '。' ? offset + 1 : offset;

    /// <summary>A table's row speaks of what its head names.</summary>
    private static IEnumerable<PassageSentence> WithHeaders(string text, IEnumerable<(int Start, int End)> spans)
    {
        string? head = null;
        foreach (var (start, end) in spans)
        {
            var isRow = text[start] == '|';
            yield return new PassageSentence(start, end, text[start..end], isRow ? head : null);
            head = isRow ? head ?? text[start..end] : null;
        }
    }

    private static IEnumerable<(int Start, int End)> Spans(string text)
    {
        foreach (var (start, length) in SentenceSplitter.Split(text))
        {
            if (length <= LongSentence)
            {
                yield return (start, start + length);
                continue;
            }

            for (var at = start; at < start + length;)
            {
                var newline = text.IndexOf('\n', at, start + length - at);
                var end = newline < 0 ? start + length : newline;
                if (!string.IsNullOrWhiteSpace(text[at..end]))
                    yield return (at, end);
                at = end + 1;
            }
        }
    }
}

/// <summary>A sentence of a passage with what a claim is compared with.</summary>
/// <param name="head">Of the table that it is a row of, or null.</param>
internal sealed class PassageSentence(int start, int end, string text, string? head = null)
{
    public int Start => start;

    public int End => end;

    /// <summary>All its words.</summary>
    public IReadOnlySet<string> Words { get; } = Text.Terms.Words($"{head} {text}").ToHashSet(StringComparer.Ordinal);

    /// <summary>Stems of all its words.</summary>
    public IReadOnlySet<string> Terms { get; } = ClaimWords.Stems($"{head} {text}");

    public IReadOnlyList<Figure> Figures { get; } = Figure.Of(text);

    public bool IsNegated { get; } = ClaimWords.IsNegated(text);
}
