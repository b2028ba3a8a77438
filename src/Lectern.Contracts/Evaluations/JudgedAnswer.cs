namespace Lectern.Contracts;

/// <summary>An answer beside what is known of it. What cannot be told of a question is null.</summary>
/// <param name="Said">A right answer stands in the text.</param>
/// <param name="Quoted">It stands in what a citation quotes.</param>
/// <param name="QuotedFirst">It stands in what the first citation quotes.</param>
/// <param name="CitedRightly">
/// A citation is of one of the files, where some are named, and quotes a right answer, where some are.
/// </param>
/// <param name="RefusedRightly">It refused a question that has no answer in the documents; null for one that has.</param>
/// <param name="IsRight">Said or quoted, and cited rightly; or refused rightly.</param>
public sealed record JudgedAnswer(
    EvaluationQuestion Question,
    EvaluatedTurn Turn,
    bool? Said,
    bool? Quoted,
    bool? QuotedFirst,
    bool? CitedRightly,
    bool? RefusedRightly,
    bool IsRight);
