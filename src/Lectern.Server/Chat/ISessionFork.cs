using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>
/// Copies a session up to one of its messages. What the copied turns used stays with the first session. Thread-safe.
/// </summary>
internal interface ISessionFork
{
    /// <param name="beforeMessage">From 1; null copies every turn that has ended.</param>
    /// <param name="asVersion">The copy is a version of the same chat (<see cref="IChats"/>), from that message on.</param>
    /// <param name="indexIds">What the copy is bound to; null for what the session is.</param>
    Task<ForkOutcome> ForkAsync(
        Scope scope, string sessionId, int? beforeMessage, bool asVersion, IReadOnlyList<string>? indexIds,
        CancellationToken cancellationToken);
}
