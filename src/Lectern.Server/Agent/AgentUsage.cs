namespace Lectern.Server.Agent;

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
