using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>
/// Sessions as a page lists them: versions of one chat are one entry, the one used last. What is set is set for all versions.
/// Thread-safe.
/// </summary>
internal interface IChats
{
    /// <summary>Pinned ones first, then by last use; one row more than the page has when more follow.</summary>
    IReadOnlyList<ChatEntry> List(Scope scope, ChatFilter filter, PageRequest page);

    ChatEntry? Find(Scope scope, string sessionId);

    /// <returns>Null when there is no such session.</returns>
    Task<ChatEntry?> ChangeAsync(Scope scope, string sessionId, ChatUpdateRequest change, CancellationToken cancellationToken);

    /// <summary>Every version of the chat that a session belongs to; the session alone where there is no other.</summary>
    IReadOnlyList<ChatVersion> Versions(Scope scope, string sessionId);

    /// <summary>Names of folders that have chats, in order; at most <paramref name="limit"/>.</summary>
    IReadOnlyList<string> Folders(Scope scope, int limit);

    /// <summary>What a page of <see cref="List"/> goes on after.</summary>
    static string KeyOf(ChatEntry entry) =>
        $"{(entry.IsPinned ? 1 : 0)}/{entry.Session.LastUpdatedAt.ToUnixTimeMilliseconds()}/{entry.Session.SessionId}";
}
