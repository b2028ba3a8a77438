using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Chat;

/// <summary>What was thought of answers (<c>docs/api.md</c>): said of a session, read by admins.</summary>
internal static class FeedbackEndpoints
{
    private const int RowsAtATime = 200;
    private static readonly string[] Sayable = [Ratings.Up, Ratings.Down, Ratings.None];
    private static readonly string[] Kept = [Ratings.Up, Ratings.Down];

    public static void MapFeedback(this IEndpointRouteBuilder routes)
    {
        var chat = routes.MapGroup("/api/v1/chat/{session_id}/feedback").WithTags("Chat");
        chat.MapPost("/", SetAsync).WithSummary("Say what you think of an answer").WithTenant()
            .Accepts<FeedbackRequest>("application/json")
            .Produces<AnswerFeedback>().Produces<ErrorResponse>(409).Produces<HTTPValidationError>(422);
        chat.MapGet("/", OfSession).WithSummary("What this key thought of a session's answers, newest first").WithTenant()
            .WithPaging().Produces<Page<AnswerFeedback>>().Produces<HTTPValidationError>(422);

        var all = routes.MapGroup("/api/v1/feedback").WithTags("Feedback");
        all.MapGet("/", List).WithSummary("What was thought of the project's answers, newest first (admin)").WithTenant()
            .WithPaging().WithQuery("rating", "string", "up or down; default: both")
            .Produces<Page<AnswerFeedback>>().Produces<HTTPValidationError>(422);
        all.MapGet("/questions", ExportAsync).WithSummary("The rated questions, a line of JSON each, newest first (admin)")
            .WithTenant().WithQuery("rating", "string", "up or down; default: both")
            .Produces<FeedbackQuestion>(200, "application/jsonl").Produces<HTTPValidationError>(422);
    }

    private static async Task<IResult> SetAsync(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, IAnswerFeedback feedback)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.FeedbackRequest);
        var problems = new Problems();
        if (body.Message is null)
            problems.Missing("body", "message");
        problems.Range(body.Message, 1, int.MaxValue, "body", "message");
        if (body.Rating is null)
            problems.Missing("body", "rating");
        problems.OneOf(body.Rating, Sayable, "body", "rating");
        var comment = body.Comment?.Trim();
        problems.OptionalText(comment, 0, RequestLimits.CommentCharacters, "body", "comment");
        problems.ThrowIfAny();
        return await feedback.SetAsync(
            http.Scope(), sessionId, body.Message!.Value, body.Rating!, string.IsNullOrEmpty(comment) ? null : comment,
            http.RequestAborted) switch
        {
            FeedbackOutcome.Kept kept => TypedResults.Json(kept.Feedback, LecternJson.Wire.AnswerFeedback),
            FeedbackOutcome.NoMessage no =>
                throw Problems.Single("value_error", $"The session has {no.Messages} messages", "body", "message"),
            FeedbackOutcome.StillAnswering => throw ApiException.Conflict("This question is still being answered."),
            _ => throw ApiException.NotFound("Session", sessionId),
        };
    }

    private static IResult OfSession(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, ISessions sessions, IAnswerFeedback feedback,
        Paging paging)
    {
        var scope = http.Scope();
        if (sessions.Find(scope, sessionId) is null)
            throw ApiException.NotFound("Session", sessionId);
        return Page(
            http, paging, $"feedback/{scope.ProjectId}/{scope.KeyId}/{sessionId}",
            page => feedback.OfSession(scope, sessionId, page));
    }

    private static IResult List(HttpContext http, IAnswerFeedback feedback, Paging paging)
    {
        var scope = http.AdminScope();
        var rating = Rating(http);
        return Page(http, paging, $"feedback/{scope.ProjectId}//{rating}", page => feedback.List(scope, rating, page));
    }

    private static IResult Page(
        HttpContext http, Paging paging, string list, Func<PageRequest, IReadOnlyList<AnswerFeedback>> read)
    {
        var problems = new Problems();
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        var (items, next) = paging.Cut(read(page), page, list, f => f.Id);
        return TypedResults.Json(new Page<AnswerFeedback>(items, next), LecternJson.Wire.PageAnswerFeedback);
    }

    /// <summary>Read and sent part by part: there may be any number.</summary>
    private static async Task ExportAsync(HttpContext http, IAnswerFeedback feedback)
    {
        var scope = http.AdminScope();
        var rating = Rating(http);
        http.Response.ContentType = "application/jsonl; charset=utf-8";
        string? after = null;
        do
        {
            var rows = feedback.List(scope, rating, new PageRequest(RowsAtATime, after));
            after = rows.Count > RowsAtATime ? rows[RowsAtATime - 1].Id : null;
            foreach (var row in rows.Take(RowsAtATime))
            {
                var line = JsonSerializer.Serialize(
                    new FeedbackQuestion(row.Question, row.Files, row.Rating, row.Comment), LecternJson.Wire.FeedbackQuestion);
                await http.Response.WriteAsync(line + "\n", http.RequestAborted);
            }
        }
        while (after is not null);
    }

    private static string? Rating(HttpContext http)
    {
        var problems = new Problems();
        var rating = http.Text("rating");
        problems.OneOf(rating, Kept, "query", "rating");
        problems.ThrowIfAny();
        return rating;
    }
}
