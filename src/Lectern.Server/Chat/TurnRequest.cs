namespace Lectern.Server.Chat;

/// <summary>A checked request for a turn.</summary>
/// <param name="IndexIds">As the client named them, without duplicates; empty when it named none.</param>
/// <param name="IdempotencyKey">Of the header, or null.</param>
/// <param name="IsRetry">The SDK says that it sent this request before (<c>x-stainless-retry-count</c>).</param>
/// <param name="Model">Which answers this and what follows; null for the session's.</param>
internal sealed record TurnRequest(
    IReadOnlyList<string> IndexIds, string Prompt, bool RequireAllIndexes, string? IdempotencyKey, bool IsRetry,
    string? Model = null)
{
    /// <summary>Where the turn that it is to follow begins; null for whichever is the latest.</summary>
    public long? Follows { get; init; }

    /// <summary>What the session remembers; null for nothing new.</summary>
    public string? Remembered { get; init; } = Model;
}
