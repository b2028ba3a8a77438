using Lectern.Server.Agent;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>A turn that is to be run: a new one, or one that goes on after a crash.</summary>
/// <param name="IndexIds">The turn's set, as the client named it.</param>
/// <param name="Model">As the session remembers it; null for the server's own.</param>
/// <param name="LastSequence">Of the log; a new turn has its <c>user_input</c> only.</param>
/// <param name="Used">By the whole steps that the log has.</param>
internal sealed record TurnWork(
    Scope Scope,
    TurnLease Lease,
    string Prompt,
    IReadOnlyList<string> IndexIds,
    bool RequireAllIndexes,
    string? Model,
    DateTimeOffset StartedAt,
    long LastSequence,
    AgentUsage Used);
