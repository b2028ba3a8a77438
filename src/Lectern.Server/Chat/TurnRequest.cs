using Lectern.Server.Agent;
using Lectern.Server.Platform;

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

/// <summary>A turn that is to be run: a new one, or one that goes on after a crash.</summary>
/// <param name="IndexIds">The turn's set, as the client named it.</param>
/// <param name="LastSequence">Of the log; a new turn has its <c>user_input</c> only.</param>
/// <param name="Used">By the whole steps that the log has.</param>
internal sealed record TurnWork(
    Scope Scope,
    TurnLease Lease,
    string Prompt,
    IReadOnlyList<string> IndexIds,
    bool RequireAllIndexes,
    DateTimeOffset StartedAt,
    long LastSequence,
    AgentUsage Used);
