using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Chat;

/// <summary>What HTTP says to a prompt that did not become a turn.</summary>
internal static class TurnStartErrors
{
    /// <summary>What a refused client is told to wait: turns take seconds, not minutes.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <returns>The number of the <c>user_input</c> of the turn that answers the prompt.</returns>
    public static long FirstSequenceOrThrow(this StartOutcome outcome, string sessionId) => outcome switch
    {
        StartOutcome.Started started => started.Work.Lease.FirstSequence,
        StartOutcome.Joined joined => joined.FirstSequence,
        StartOutcome.NoSession => throw ApiException.NotFound("Session", sessionId),
        StartOutcome.NoIndexes => throw Problems.Single(
            "missing", "This session is not bound to indexes, so every message has to name some", "body", "index_ids"),
        StartOutcome.OtherIndexes => throw new ApiException(
            StatusCodes.Status400BadRequest,
            "This session's indexes were locked by its first message; they cannot be changed."),
        StartOutcome.OtherBody => throw Problems.Single(
            "idempotency_key", "This Idempotency-Key was used with another body", "body"),
        StartOutcome.OtherLatest => throw ApiException.Conflict(
            "This session has gone on since the turn that is to be followed."),
        StartOutcome.StillAnswering => throw ApiException.Conflict(
            "This session is still answering. Wait for its stop event, or cancel the turn."),
        StartOutcome.Refused refused => throw Error(refused.Reason),
        _ => throw new InvalidOperationException($"A prompt became {outcome.GetType().Name}."),
    };

    /// <summary>What a turn that has no place is told.</summary>
    public static ApiException Error(TurnRefusal refusal) => refusal switch
    {
        TurnRefusal.KeyIsFull key => new ApiException(
            StatusCodes.Status429TooManyRequests,
            $"This key has {key.Turns} turns already, as many as it may. Try again when one has ended.")
        { RetryAfter = RetryAfter },
        TurnRefusal.QueueIsFull => new ApiException(
            StatusCodes.Status429TooManyRequests,
            "The server is answering as many questions as it can. Try again in a few seconds.")
        { RetryAfter = RetryAfter },
        TurnRefusal.DiskIsFull => new ApiException(StatusCodes.Status507InsufficientStorage, DiskFull.Sentence)
        { RetryAfter = DiskFull.RetryAfter },
        TurnRefusal.ShuttingDown => new ApiException(
            StatusCodes.Status503ServiceUnavailable, "The server is shutting down.")
        { RetryAfter = RetryAfter },
        _ => throw new InvalidOperationException($"A turn was refused by {refusal.GetType().Name}."),
    };
}
