using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Texts;

namespace Lectern.Web.Chat;

/// <summary>A sentence of an answer that no source proves.</summary>
/// <param name="Contradiction">Where a source says otherwise, or null.</param>
internal sealed record UnprovedSentence(string Text, ContradictedSpan? Contradiction)
{
    private const int Longest = 300;

    public static IReadOnlyList<UnprovedSentence> Of(TextEvent text)
    {
        var walk = new CodePointWalk(text.Content);
        var sentences = new List<UnprovedSentence>();
        foreach (var span in text.Unproved.OrderBy(s => s.Start))
        {
            var start = walk.ToUtf16(span.Start);
            var sentence = text.Content[start..Math.Max(start, walk.ToUtf16(span.End))];
            sentences.Add(new UnprovedSentence(
                TextStart.Of(sentence, Longest, "…"),
                text.Contradicted.FirstOrDefault(c => c.Start == span.Start)));
        }

        return sentences;
    }
}
