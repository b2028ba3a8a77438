using Lectern.Contracts;

namespace Lectern.Web.Chat;

/// <summary>The versions of a chat, and which of them differ at a question.</summary>
/// <param name="versions">In the order in which they were made.</param>
internal sealed class VersionTree(IReadOnlyList<ChatVersion> versions)
{
    private readonly Dictionary<string, ChatVersion> byId = versions.ToDictionary(v => v.SessionId, StringComparer.Ordinal);

    public static VersionTree None { get; } = new([]);

    public bool Has(string sessionId) => byId.ContainsKey(sessionId);

    /// <summary>
    /// The sessions that ask a question otherwise than each other after the same beginning, and from which of them one goes on.
    /// </summary>
    /// <param name="message">Number of the question, from 1.</param>
    /// <returns>One session, or none, where it was asked in one way only.</returns>
    public (IReadOnlyList<string> SessionIds, int At) Of(string sessionId, int message)
    {
        // Up to where this question was first asked; a version that is deleted still holds the others together.
        var (origin, below) = (sessionId, sessionId);
        while (byId.GetValueOrDefault(origin) is { Message: { } at, ParentId: { } parent } && message <= at)
            (below, origin) = (at == message ? origin : parent, parent);
        var ids = versions.Where(v => v.SessionId == origin || (v.ParentId == origin && v.Message == message))
            .Select(v => v.SessionId).ToList();
        return (ids, Math.Max(0, ids.IndexOf(below)));
    }
}
