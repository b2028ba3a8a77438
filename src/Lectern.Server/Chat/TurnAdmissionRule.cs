using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>
/// What becomes of a prompt: <see cref="Decide"/> says it, of what a store has read of the session in the transaction that writes
/// the turn.
/// </summary>
/// <param name="BoundIds">Null for an unbound session.</param>
/// <param name="Model">Null for the server's own.</param>
/// <param name="Latest">Its latest turn; null when there was none.</param>
/// <param name="SameKey">Its latest turn with the prompt's idempotency key, that is still remembered.</param>
internal sealed record TurnAdmissionRule(IReadOnlyList<string>? BoundIds, string? Model, FoundTurn? Latest, FoundTurn? SameKey)
{
    /// <summary>An idempotency key is remembered for so long.</summary>
    public static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(24);

    /// <summary>A retry without a key is one for so long.</summary>
    private static readonly TimeSpan RetryWindow = TimeSpan.FromMinutes(5);

    /// <param name="body">The prompt as turns keep it.</param>
    /// <param name="refusal">Why there is no room for a new turn, or null.</param>
    /// <param name="canonical">The ids of the indexes that ids stand for; asked only of a session that is bound.</param>
    /// <returns>What becomes of the prompt; null when it is to be written as the next turn.</returns>
    public StartOutcome? Decide(
        TurnRequest request, string body, TurnRefusal? refusal, DateTimeOffset now,
        Func<IReadOnlyList<string>, IReadOnlySet<string>> canonical)
    {
        if (SameKey is not null && SameKey.Request != body)
            return new StartOutcome.OtherBody();
        if ((SameKey ?? RetriedBy(request, body, now)) is { } joined)
            return new StartOutcome.Joined(joined.FirstSequence);
        if (request.Follows is { } first && Latest?.FirstSequence != first)
            return new StartOutcome.OtherLatest();
        if (BoundIds is null && request.IndexIds.Count == 0)
            return new StartOutcome.NoIndexes();
        if (IsBoundToOthers(request, canonical))
            return new StartOutcome.OtherIndexes();
        if (Latest is { LastSequence: null })
            return new StartOutcome.StillAnswering();
        return refusal is null ? null : new StartOutcome.Refused(refusal);
    }

    /// <summary>The set that a turn of this prompt searches: the first may name another than the session is bound to.</summary>
    public IReadOnlyList<string> IndexesOf(TurnRequest request) =>
        BoundIds is not null && (Latest is not null || request.IndexIds.Count == 0) ? BoundIds : request.IndexIds;

    private FoundTurn? RetriedBy(TurnRequest request, string body, DateTimeOffset now) =>
        request.IsRetry && Latest is not null && Latest.Request == body && now - UnixTime.At(Latest.StartedAt) <= RetryWindow
            ? Latest
            : null;

    private bool IsBoundToOthers(TurnRequest request, Func<IReadOnlyList<string>, IReadOnlySet<string>> canonical) =>
        BoundIds is not null && request.IndexIds.Count > 0 && Latest is not null
            && !canonical(BoundIds).SetEquals(canonical(request.IndexIds));
}
