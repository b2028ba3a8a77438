namespace Lectern.Contracts;

/// <summary>
/// A rated question as a line of <c>GET /api/v1/feedback/questions</c>; <c>lectern-eval</c> reads such lines from
/// <c>questions.jsonl</c>.
/// </summary>
/// <param name="Files">Those that the answer cited: where it was rated <see cref="Ratings.Up"/>, those that answer it.</param>
/// <param name="Rating">As in <see cref="AnswerFeedback"/>.</param>
public sealed record FeedbackQuestion(string Question, IReadOnlyList<string> Files, string Rating, string? Comment);
