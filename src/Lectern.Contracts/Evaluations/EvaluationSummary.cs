namespace Lectern.Contracts;

/// <summary>An evaluation without its single results.</summary>
/// <param name="Kind">One of <see cref="EvaluationKinds"/>.</param>
/// <param name="Status">One of <see cref="EvaluationStatus"/>.</param>
/// <param name="Error">Why it could not go on, or null.</param>
/// <param name="Done">Questions that have their result.</param>
/// <param name="Total">Questions in all.</param>
/// <param name="Answers">Of kind <c>answers</c>, else null.</param>
/// <param name="Replay">Of kind <c>replay</c>, else null.</param>
public sealed record EvaluationSummary(
    string Id,
    [Field(OneOf = [EvaluationKinds.Answers, EvaluationKinds.Replay])] string Kind,
    [Field(OneOf = [EvaluationStatus.Running, EvaluationStatus.Done, EvaluationStatus.Cancelled,
        EvaluationStatus.Failed])] string Status,
    string? Error,
    int Done,
    int Total,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    AnswerTotals? Answers,
    ReplayTotals? Replay);
