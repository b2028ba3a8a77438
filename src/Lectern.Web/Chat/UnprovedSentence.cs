using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Markdown;
using Lectern.Web.Texts;

namespace Lectern.Web.Chat;

/// <summary>A sentence of an answer that no source proves, and where it stands.</summary>
internal sealed record UnprovedSentence(string Text, TextMark Place)
{
    private const int Longest = 300;

    public static IReadOnlyList<UnprovedSentence> Of(TextEvent text)
    {
        var walk = new CodePointWalk(text.Content);
        var sentences = new List<UnprovedSentence>();
        foreach (var span in text.Unproved.OrderBy(s => s.Start))
        {
            var start = walk.ToUtf16(span.Start);
            var end = Math.Max(start, walk.ToUtf16(span.End));
            sentences.Add(new UnprovedSentence(
                TextStart.Of(PlainText.Of(text.Content[start..end]), Longest, "…"),
                new TextMark(start, end, text.Contradicted.FirstOrDefault(c => c.Start == span.Start))));
        }

        return sentences;
    }
}
