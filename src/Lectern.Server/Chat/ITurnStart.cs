using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>
/// Decides, in one transaction, whether a prompt becomes a turn: it joins the turn that it is a retry of, is refused, or is
/// written as the session's next turn. Thread-safe.
/// </summary>
internal interface ITurnStart
{
    /// <param name="refusal">Why there is no room for a new turn, or null; a retry joins its turn all the same.</param>
    Task<StartOutcome> AcceptAsync(
        Scope scope, string sessionId, TurnRequest request, TurnRefusal? refusal, CancellationToken cancellationToken);
}
