namespace Lectern.Contracts;

/// <summary>What was answered to one question.</summary>
/// <param name="Text">The texts of the turn, with an empty line between those of two steps; at most 20,000 characters.</param>
/// <param name="Citations">In the order of the text; at most 40.</param>
/// <param name="IsRefusal">It has no citation and states nothing.</param>
/// <param name="Statements">Sentences, items and rows that state something.</param>
/// <param name="Unproved">Those of them that have no citation that held.</param>
/// <param name="Contradicted">Those of which a passage says otherwise, as the server told.</param>
/// <param name="DurationMs">From the question's acceptance to the stop, as the server told; null when it did not.</param>
/// <param name="Error">Why there is no whole answer, or null.</param>
public sealed record EvaluatedTurn(
    string Text,
    IReadOnlyList<EvaluatedCitation> Citations,
    bool IsRefusal,
    int Statements,
    int Unproved,
    int Contradicted,
    double? DurationMs,
    string? Error);
