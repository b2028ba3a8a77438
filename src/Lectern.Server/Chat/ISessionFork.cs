using Lectern.Contracts;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Chat;

/// <summary>
/// Copies a session up to one of its messages. What the copied turns used stays with the first session. Thread-safe.
/// </summary>
internal interface ISessionFork
{
    /// <param name="beforeMessage">From 1; null copies every turn that has ended.</param>
    /// <returns>The new session; null when there is no such session.</returns>
    /// <exception cref="ValidationException">The session has no such message.</exception>
    Task<ChatSessionSummary?> ForkAsync(Scope scope, string sessionId, int? beforeMessage, CancellationToken cancellationToken);
}
