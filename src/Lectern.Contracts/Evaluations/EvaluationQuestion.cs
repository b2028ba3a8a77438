namespace Lectern.Contracts;

/// <summary>A question with what is known of its answer; also a line of a file of questions.</summary>
/// <param name="Question">1 to 32,000 characters.</param>
/// <param name="Answers">Any of them is right; compared by their words, without case and marks.</param>
/// <param name="Files">Names of files that hold the answer; a citation of another file is not right.</param>
/// <param name="Unanswerable">No document holds the answer: what is right is to refuse.</param>
public sealed record EvaluationQuestion(
    [Field(Presence.Given, Min = 1, Max = RequestLimits.PromptCharacters)] string? Question,
    [Field(Max = RequestLimits.KnownAnswers)] IReadOnlyList<string?>? Answers = null,
    [Field(Max = RequestLimits.KnownAnswers)] IReadOnlyList<string?>? Files = null,
    bool? Unanswerable = null);
