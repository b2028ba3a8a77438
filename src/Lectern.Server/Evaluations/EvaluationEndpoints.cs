using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Chat;
using Lectern.Server.Evaluations.Pages;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Evaluations;

/// <summary>Measures answers, and asks the questions of sessions again (<c>docs/api.md</c>).</summary>
internal static class EvaluationEndpoints
{
    public static void MapEvaluations(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/v1/evaluations").WithTags("Evaluations");
        all.MapPost("/answers", AnswersAsync).WithSummary("Ask questions whose answers are known, and judge the answers")
            .WithTenant().Accepts<AnswerEvaluationRequest>("application/json")
            .Produces<EvaluationSummary>(202).Produces<ErrorResponse>(409).Produces<HTTPValidationError>(422);
        all.MapPost("/replays", ReplayAsync).WithSummary("Ask the questions of sessions again, and compare the answers")
            .WithTenant().Accepts<ReplayRequest>("application/json")
            .Produces<EvaluationSummary>(202).Produces<ErrorResponse>(409).Produces<HTTPValidationError>(422);
        all.MapGet("/", List).WithSummary("List the evaluations that the server still has, newest first").WithTenant()
            .Produces<EvaluationList>();
        all.MapGet("/{evaluation_id}", Get).WithSummary("Get an evaluation with its results").WithTenant()
            .Produces<EvaluationResponse>();
        all.MapGet("/{evaluation_id}/page", GetPage).WithSummary("Get an evaluation as a page to read").WithTenant()
            .Produces<string>(200, "text/html");
        all.MapPost("/{evaluation_id}/cancel", CancelAsync).WithSummary("End an evaluation; its results so far are kept")
            .WithTenant().Produces<EvaluationSummary>();
        all.MapDelete("/{evaluation_id}", RemoveAsync).WithSummary("End an evaluation and forget it").WithTenant().Produces(204);
    }

    private static async Task<IResult> AnswersAsync(
        HttpContext http, EvaluationJobs jobs, EvaluationRuns runs, IIndexes indexes, NamedAgents agents)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.AnswerEvaluationRequest);
        var indexIds = EvaluationRequests.Check(body, agents);
        CheckSearchable(http.Scope(), indexIds, indexes);
        var call = Call(http, agents, body.Model, body.Concurrency);
        IReadOnlyList<EvaluationQuestion> questions = [.. body.Questions!.OfType<EvaluationQuestion>()];
        return Started(jobs.Start(
            call.Scope, EvaluationKinds.Answers, questions.Count, [], job => runs.AnswersAsync(job, call, indexIds, questions)));
    }

    private static async Task<IResult> ReplayAsync(
        HttpContext http, EvaluationJobs jobs, EvaluationRuns runs, SessionsToReplay sessions, IIndexes indexes,
        NamedAgents agents)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.ReplayRequest);
        var (sessionIds, indexIds) = EvaluationRequests.Check(body, agents);
        CheckSearchable(http.Scope(), indexIds, indexes);
        var call = Call(http, agents, body.Model, body.Concurrency);
        if (body.IndexId is { } index && indexIds.Count == 0 && indexes.Find(call.Scope, index) is null)
            throw ApiException.NotFound("Index", index);
        var found = body.IndexId is { } ofIndex
            ? sessions.OfIndex(call.Scope, ofIndex, indexIds, http.RequestAborted)
            : sessions.Named(call.Scope, sessionIds, indexIds);
        var total = found.Sum(s => s.Questions.Count);
        return total == 0
            ? throw ApiException.Conflict("There is nothing to ask again: no question of these sessions was answered.")
            : Started(jobs.Start(
                call.Scope, EvaluationKinds.Replay, total, found.Select(s => s.Id), job => runs.ReplayAsync(job, call, found)));
    }

    private static IResult List(HttpContext http, EvaluationJobs jobs) => TypedResults.Json(
        new EvaluationList([.. jobs.List(http.Scope()).Select(j => j.Summary())]), LecternJson.Wire.EvaluationList);

    private static IResult Get(HttpContext http, [FromRoute(Name = "evaluation_id")] string id, EvaluationJobs jobs) =>
        TypedResults.Json(jobs.Find(http.Scope(), id).Results(), LecternJson.Wire.EvaluationResponse);

    private static IResult GetPage(HttpContext http, [FromRoute(Name = "evaluation_id")] string id, EvaluationJobs jobs)
    {
        var page = PageFrame.Page(jobs.Find(http.Scope(), id).Results());
        http.Response.Headers.ContentSecurityPolicy = PageFrame.SecurityPolicy;
        return TypedResults.Text(page, "text/html; charset=utf-8");
    }

    private static async Task<IResult> CancelAsync(
        HttpContext http, [FromRoute(Name = "evaluation_id")] string id, EvaluationJobs jobs)
    {
        var job = jobs.Find(http.Scope(), id);
        job.Cancel();
        await job.Ended.WaitAsync(http.RequestAborted);
        return TypedResults.Json(job.Summary(), LecternJson.Wire.EvaluationSummary);
    }

    private static async Task<IResult> RemoveAsync(
        HttpContext http, [FromRoute(Name = "evaluation_id")] string id, EvaluationJobs jobs)
    {
        await jobs.RemoveAsync(http.Scope(), id);
        return TypedResults.NoContent();
    }

    private static EvaluationCall Call(HttpContext http, NamedAgents agents, string? model, int? concurrency) => new(
        http.Scope(), agents.OfEvaluation(model), EvaluationRequests.AtOnce(concurrency));

    /// <summary>What is measured on fewer indexes than were named would not be what was asked for.</summary>
    private static void CheckSearchable(Scope scope, IReadOnlyList<string> indexIds, IIndexes indexes)
    {
        if (indexIds.FirstOrDefault(i => indexes.Find(scope, i) is null) is { } unknown)
            throw ApiException.NotFound("Index", unknown);
        if (indexIds.Count > 0 && TurnIndexes.Resolve(indexes, scope, indexIds, requireAll: true).Error is { } error)
            throw ApiException.Conflict(error);
    }

    private static IResult Started(EvaluationJob job) => TypedResults.Json(
        job.Summary(), LecternJson.Wire.EvaluationSummary, statusCode: StatusCodes.Status202Accepted);
}
