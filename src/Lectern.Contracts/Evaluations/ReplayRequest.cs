namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/evaluations/replays</c>. One of <c>session_ids</c> and <c>index_id</c> is given.</summary>
/// <param name="SessionIds">1 to 100 sessions whose questions are asked again.</param>
/// <param name="IndexId">All sessions that are bound to this index, the newest first, up to 500 questions.</param>
/// <param name="IndexIds">Indexes to ask in place of each session's own, 1 to 10.</param>
/// <param name="Model">One of <c>GET /api/v1/models</c>, or <c>extractive</c> for the answerer that quotes; null for the
/// server's own.</param>
/// <param name="Concurrency">Sessions asked at once, 1 to 4; 2 when absent.</param>
public sealed record ReplayRequest(
    [Field(Min = 1, Max = RequestLimits.EvaluationSessions)] IReadOnlyList<string?>? SessionIds = null,
    string? IndexId = null,
    [Field(Min = 1, Max = RequestLimits.Indexes)] IReadOnlyList<string?>? IndexIds = null,
    string? Model = null,
    int? Concurrency = null);
