namespace Lectern.Server.Platform;

/// <summary>What calls of models have used, by project, key and session; it outlives sessions. Thread-safe.</summary>
internal interface IUsageLedger
{
    /// <summary>One row for each UTC day in which a model was called, in order.</summary>
    IReadOnlyList<UsageSumRow> ByDay(Scope scope, DateTimeOffset from, DateTimeOffset to);

    /// <summary>One row for each key that asked, the dearest first.</summary>
    IReadOnlyList<UsageSumRow> ByKey(Scope scope, DateTimeOffset from, DateTimeOffset to);

    /// <summary>A session's sum, also when it has been deleted; zeros when it never asked.</summary>
    UsageSumRow OfSession(Scope scope, string sessionId);

    /// <summary>Enters a call beside a turn's steps: that of a title.</summary>
    /// <param name="firstSequence">Of the turn that it belongs to.</param>
    Task EnterAsync(Scope scope, string sessionId, long firstSequence, long inputTokens, long outputTokens, DateTimeOffset now);
}
