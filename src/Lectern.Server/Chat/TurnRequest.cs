namespace Lectern.Server.Chat;

/// <summary>A checked request for a turn.</summary>
/// <param name="IndexIds">As the client named them, without duplicates; empty when it named none.</param>
/// <param name="IdempotencyKey">Of the header, or null.</param>
/// <param name="IsRetry">The SDK says that it sent this request before (<c>x-stainless-retry-count</c>).</param>
internal sealed record TurnRequest(
    IReadOnlyList<string> IndexIds, string Prompt, bool RequireAllIndexes, string? IdempotencyKey, bool IsRetry);

/// <summary>A turn that was accepted, and the right to append to it.</summary>
/// <param name="FirstSequence">Of its <c>user_input</c>.</param>
/// <param name="Epoch">An append of a former owner is refused.</param>
internal sealed record TurnLease(string SessionId, long FirstSequence, long Epoch);

/// <summary>How a request for a turn was accepted.</summary>
/// <param name="Lease">Of the turn whose events answer the request.</param>
/// <param name="Joined">The turn was there already (a retry); nothing new runs.</param>
/// <param name="IndexIds">The turn's set, as the client named it.</param>
internal sealed record AcceptedTurn(TurnLease Lease, bool Joined, IReadOnlyList<string> IndexIds);
