using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>
/// Which index a chat has of its own: one for all of its versions. Lists of indexes and directories leave these out. Thread-safe.
/// </summary>
internal interface IChatIndexes
{
    /// <param name="sessionId">Any version of the chat.</param>
    ChatIndexRow? Find(Scope scope, string sessionId);

    /// <summary>Makes an index that is there the chat's own.</summary>
    /// <returns>What it has now: another one that was faster; null when there is no such session.</returns>
    Task<ChatIndexRow?> AddAsync(
        Scope scope, string sessionId, string indexId, string directoryId, CancellationToken cancellationToken);

    /// <summary>Whether no session of its chat is left.</summary>
    bool IsLeft(ChatIndexRow row);

    /// <summary>All of which that is so, in every project.</summary>
    IReadOnlyList<ChatIndexRow> Left();

    Task ForgetAsync(ChatIndexRow row, CancellationToken cancellationToken);
}
