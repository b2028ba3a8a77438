using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Chat;

/// <summary>
/// Decides, in one transaction, whether a prompt becomes a turn: it joins the turn that it is a retry of, is refused, or is
/// written as the session's next turn.
/// </summary>
internal interface ITurnStart
{
    /// <exception cref="ApiException">404 unknown session, 400 another index set, 409 a turn runs.</exception>
    /// <exception cref="ValidationException">
    /// An unbound session without index ids; a key that was used with another body.
    /// </exception>
    /// <param name="admit">Called when a new turn is about to be written; what it throws refuses the turn.</param>
    Task<AcceptedTurn> AcceptAsync(
        Scope scope, string sessionId, TurnRequest request, Action admit, CancellationToken cancellationToken);
}
