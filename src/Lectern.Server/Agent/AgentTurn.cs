using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Agent;

/// <summary>What the agent needs to answer one prompt.</summary>
/// <param name="Indexes">Those that can be searched now; 1 to 10.</param>
/// <param name="SkippedIndexes">What cannot be searched, as the client named it.</param>
/// <param name="History">Events of the session's earlier turns in order, without deltas and without this prompt.</param>
/// <param name="SoFar">
/// Calls and results of this turn's whole steps, when it goes on after an interruption; empty at its beginning.
/// </param>
/// <param name="Used">By the steps in <paramref name="SoFar"/>.</param>
internal sealed record AgentTurn(
    Scope Scope,
    string SessionId,
    string Prompt,
    IReadOnlyList<TurnIndex> Indexes,
    IReadOnlyList<string> SkippedIndexes,
    IReadOnlyList<ChatEvent> History,
    IReadOnlyList<ChatEvent> SoFar,
    AgentUsage Used)
{
    /// <summary>Where the server stands; null where nobody said.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>What the application says to the model, beside the operator's own words; null for nothing.</summary>
    public string? Instructions { get; init; }
}
