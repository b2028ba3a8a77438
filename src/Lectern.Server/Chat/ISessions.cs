using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>Chat sessions, without their events. Thread-safe.</summary>
internal interface ISessions
{
    /// <param name="indexIds">Null for an unbound session.</param>
    /// <param name="model">Null for the server's own.</param>
    Task<ChatSessionSummary> CreateAsync(
        Scope scope, IReadOnlyList<string>? indexIds, string sharedAccess, string? model,
        CancellationToken cancellationToken);

    ChatSessionSummary? Find(Scope scope, string sessionId);

    /// <summary>Newest first; one row more than the page has when more follow.</summary>
    IReadOnlyList<ChatSessionSummary> List(Scope scope, PageRequest page);

    /// <returns>Whether there was one. Its turns and events go with it.</returns>
    Task<bool> DeleteAsync(Scope scope, string sessionId, CancellationToken cancellationToken);

    /// <summary>
    /// Leaves a session in which nothing was asked, and to which nothing was added, out of the chats until something is.
    /// </summary>
    Task UnlistAsync(Scope scope, string sessionId, CancellationToken cancellationToken);

    /// <summary>Sets another title in the place of one; not when somebody has given the session a third.</summary>
    Task ReplaceTitleAsync(Scope scope, string sessionId, string from, string to);

    /// <summary>
    /// Sets the title made of <paramref name="firstMessage"/>, or of the first stored user message when it is null.
    /// </summary>
    Task<TitleOutcome> SetTitleAsync(Scope scope, string sessionId, string? firstMessage, CancellationToken cancellationToken);
}
