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
    /// <summary>What the application says to the model, beside the operator's own words; null for nothing.</summary>
    public string? Instructions { get; init; }
}

/// <summary>An index as a turn sees it.</summary>
/// <param name="FilesWaiting">Changed files of its directory that it has not taken in.</param>
internal sealed record TurnIndex(string Id, string ExportConfigId, string Name, int FilesWaiting = 0);

/// <summary>Where the agent writes a turn's events, in order. Returns once the event is durable.</summary>
internal interface ITurnWriter
{
    ValueTask AppendAsync(ChatEvent chatEvent, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps what the turn has used, when the model has ended a step that calls tools and before their first result.
    /// </summary>
    ValueTask StepEndedAsync(AgentUsage used);

    /// <summary>Keeps the citations of the text that is being written, before the delta with the last one's mark.</summary>
    ValueTask CitedAsync(IReadOnlyList<Citation> citations);
}

/// <summary>How the agent's part of a turn ended; the turn's runner makes the stop event of it.</summary>
/// <param name="Error">A sentence for a person, or null.</param>
internal sealed record AgentOutcome(string? Error, AgentUsage Used);

/// <param name="Steps">Calls of the model.</param>
/// <param name="InputTokens">
/// Sum over the steps as the provider counted, else as counted here; null when no model has begun to answer.
/// </param>
/// <param name="OutputTokens">As <paramref name="InputTokens"/>.</param>
internal sealed record AgentUsage(int Steps, long? InputTokens, long? OutputTokens)
{
    public static AgentUsage None { get; } = new(0, null, null);

    /// <summary>Marks that could not be proved and were left out.</summary>
    public int DroppedCitations { get; init; }

    /// <summary>Sentences that state something and have no citation that held.</summary>
    public int Unproved { get; init; }

    /// <summary>Those of them of which a passage says otherwise.</summary>
    public int Contradicted { get; init; }
}
