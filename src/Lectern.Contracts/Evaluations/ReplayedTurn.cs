namespace Lectern.Contracts;

/// <summary>A question of a session, answered then and now.</summary>
/// <param name="Number">Of the question in its session, from 1.</param>
/// <param name="Changes">Of <see cref="TurnChanges"/>; empty when nothing changed but the time.</param>
public sealed record ReplayedTurn(
    string SessionId,
    int Number,
    string Question,
    EvaluatedTurn Then,
    EvaluatedTurn Now,
    [Field(OneOf = [TurnChanges.Text, TurnChanges.Citations, TurnChanges.Refused, TurnChanges.Answered, TurnChanges.Unproved,
        TurnChanges.Contradicted, TurnChanges.Failed, TurnChanges.Slower, TurnChanges.Faster])] IReadOnlyList<string> Changes);
