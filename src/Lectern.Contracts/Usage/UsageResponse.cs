namespace Lectern.Contracts;

/// <summary>What a project's answers used.</summary>
/// <param name="Days">Those on which a model was asked, in order.</param>
public sealed record UsageResponse(IReadOnlyList<UsageDay> Days)
{
    /// <summary>What the project's documents take up now; null from a server of before.</summary>
    public StorageUsage? Storage { get; init; }
}
