using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>
/// Copies a session up to one of its messages. What the copied turns used stays with the first session. Thread-safe.
/// </summary>
internal interface ISessionFork
{
    /// <param name="beforeMessage">From 1; null copies every turn that has ended.</param>
    /// <param name="asVersion">The copy is a version of the same chat (<see cref="IChats"/>), from that message on.</param>
    Task<ForkOutcome> ForkAsync(
        Scope scope, string sessionId, int? beforeMessage, bool asVersion, CancellationToken cancellationToken);
}
