using Lectern.Contracts;

namespace Lectern.Web.Chat;

/// <summary>A sentence of an answer that no source proves.</summary>
/// <param name="Contradiction">Where a source says otherwise, or null.</param>
internal sealed record UnprovedSentence(string Text, ContradictedSpan? Contradiction)
{
    private const int Longest = 300;

    public static IReadOnlyList<UnprovedSentence> Of(TextEvent text)
    {
        var (utf16, points) = (0, 0);
        var sentences = new List<UnprovedSentence>();
        foreach (var span in text.Unproved.OrderBy(s => s.Start))
        {
            var start = To(span.Start);
            var sentence = text.Content[start..To(span.End)];
            sentences.Add(new UnprovedSentence(
                sentence.Length <= Longest ? sentence : sentence[..Longest] + "…",
                text.Contradicted.FirstOrDefault(c => c.Start == span.Start)));
        }

        return sentences;

        // Offsets count code points; the text here is UTF-16.
        int To(int point)
        {
            for (; points < point && utf16 < text.Content.Length; points++)
                utf16 += char.IsSurrogatePair(text.Content, utf16) ? 2 : 1;
            return utf16;
        }
    }
}
