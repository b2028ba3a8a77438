using Lectern.Contracts;
using Lectern.Server.Agent.Review;
using Lectern.Server.Text;

namespace Lectern.Server.Chat;

/// <summary>What becomes of deltas that no whole event replaced.</summary>
internal static class InterruptedText
{
    /// <param name="deltas">In order, all of text or all of thinking.</param>
    /// <param name="noted">The citations that were noted for the text, asked for where it is one.</param>
    /// <returns>Null when there are no deltas.</returns>
    public static ChatEvent? WholeOf(IReadOnlyList<ChatEvent> deltas, Func<IReadOnlyList<Citation>> noted)
    {
        if (deltas.Count == 0)
            return null;
        var content = string.Concat(deltas.Select(ContentOf));
        return deltas[0] is TextDeltaEvent
            ? AnswerReview.Reviewed(content, [.. Shown(noted(), content)], [])
            : new ThinkingEvent(content);
    }

    public static string ContentOf(ChatEvent delta) =>
        delta is TextDeltaEvent text ? text.Content : ((ThinkingDeltaEvent)delta).Content;

    /// <summary>Those whose mark is there: a citation is noted before its delta.</summary>
    private static IEnumerable<Citation> Shown(IReadOnlyList<Citation> noted, string content)
    {
        var map = new CodePointMap(content);
        return noted.Where(c => content.AsSpan(map.ToUtf16(c.Position)).StartsWith(c.Marker, StringComparison.Ordinal));
    }
}
