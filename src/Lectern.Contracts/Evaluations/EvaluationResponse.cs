namespace Lectern.Contracts;

/// <summary>
/// An evaluation with its single results, in the order in which they were asked for; those still to come are left out.
/// </summary>
/// <param name="Answers">Of kind <c>answers</c>, else empty.</param>
/// <param name="Turns">Of kind <c>replay</c>, else empty.</param>
public sealed record EvaluationResponse(
    EvaluationSummary Evaluation, IReadOnlyList<JudgedAnswer> Answers, IReadOnlyList<ReplayedTurn> Turns);
