using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>
/// Which index a chat has of its own: one for all of its versions. Lists of indexes and directories leave these out. Thread-safe.
/// </summary>
internal interface IChatIndexes
{
    /// <param name="sessionId">Any version of the chat.</param>
    ChatIndexRow? Find(Scope scope, string sessionId);

    /// <summary>Makes a directory and an index over it, which are the chat's own, in one step, where it has none there.</summary>
    /// <param name="index">Without its directory.</param>
    /// <returns>What it has now; null when there is no such session.</returns>
    Task<ChatIndexRow?> MakeAsync(
        Scope scope, string sessionId, DirectoryCreateRequest directory, NewIndex index, CancellationToken cancellationToken);

    /// <summary>Whether no session of its chat is left.</summary>
    bool IsLeft(ChatIndexRow row);

    /// <summary>All of which that is so, in every project.</summary>
    IReadOnlyList<ChatIndexRow> Left();

    Task ForgetAsync(ChatIndexRow row, CancellationToken cancellationToken);
}
