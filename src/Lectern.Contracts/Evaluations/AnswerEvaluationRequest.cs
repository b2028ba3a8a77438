namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/evaluations/answers</c>.</summary>
/// <param name="IndexIds">1 to 10; each question is asked of all of them.</param>
/// <param name="Questions">1 to 500, each asked by itself.</param>
/// <param name="Model">One of <c>GET /api/v1/models</c>, or <c>extractive</c> for the answerer that quotes; null for the
/// server's own.</param>
/// <param name="Concurrency">Questions asked at once, 1 to 4; 2 when absent.</param>
public sealed record AnswerEvaluationRequest(
    [Field(Presence.Given, Min = 1, Max = RequestLimits.Indexes)] IReadOnlyList<string?>? IndexIds,
    [Field(Presence.Given, Min = 1, Max = RequestLimits.EvaluationQuestions)] IReadOnlyList<EvaluationQuestion?>? Questions,
    string? Model = null,
    int? Concurrency = null);
