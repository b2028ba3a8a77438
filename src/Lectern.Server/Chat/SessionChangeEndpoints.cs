using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Chat;

/// <summary>What a chat page needs of sessions beyond the contract (<c>docs/api.md</c>): rename, search, fork.</summary>
internal static class SessionChangeEndpoints
{
    private const int MaxQuery = 200;

    public static void MapSessionChanges(this IEndpointRouteBuilder routes)
    {
        var chat = routes.MapGroup("/api/v1/chat").WithTags("Chat");
        chat.MapGet("/search", Search).WithSummary(
            "Find sessions by what their titles and messages say, newest first").WithTenant().WithPaging()
            .WithQuery(new("query", "string", "1 to 200 characters that stand there so, in any case") { IsRequired = true })
            .WithQuery("latest_versions", "boolean", "Of a chat with versions only the one that was used last")
            .Produces<Page<SessionMatch>>().Produces<HTTPValidationError>(422);
        chat.MapPatch("/{session_id}", RenameAsync).WithSummary("Rename a session").WithTenant()
            .Accepts<SessionUpdateRequest>("application/json").Produces<ChatSessionSummary>().Produces<HTTPValidationError>(422);
        chat.MapPost("/{session_id}/fork", ForkAsync).WithSummary("Copy a session up to one of its messages").WithTenant()
            .Accepts<SessionForkRequest>(isOptional: true, "application/json")
            .Produces<ChatSessionSummary>(201).Produces<HTTPValidationError>(422);
    }

    private static IResult Search(HttpContext http, ISessionSearch search, Paging paging)
    {
        var problems = new Problems();
        var query = http.Text("query")?.Trim();
        problems.Text(query, 1, MaxQuery, "query", "query");
        var latest = http.Flag("latest_versions", problems);
        var scope = http.Scope();
        var list = $"session-search/{scope.ProjectId}/{latest}/{query}";
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        var (items, next) = paging.Cut(
            search.Find(scope, query!, latest, page, http.RequestAborted), page, list, m => m.Session.SessionId);
        return TypedResults.Json(new Page<SessionMatch>(items, next), LecternJson.Wire.PageSessionMatch);
    }

    private static async Task<IResult> RenameAsync(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, ISessions sessions)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.SessionUpdateRequest);
        var problems = new Problems();
        problems.Text(body.Title?.Trim(), 1, RequestLimits.TitleCharacters, "body", "title");
        problems.ThrowIfAny();
        return await sessions.SetTitleAsync(http.Scope(), sessionId, body.Title, http.RequestAborted) is TitleOutcome.Set
            && sessions.Find(http.Scope(), sessionId) is { } renamed
            ? TypedResults.Json(renamed, LecternJson.Wire.ChatSessionSummary)
            : throw ApiException.NotFound("Session", sessionId);
    }

    private static async Task<IResult> ForkAsync(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, ISessionFork forks)
    {
        var body = await http.ReadOptionalJsonAsync(LecternJson.Wire.SessionForkRequest);
        var problems = new Problems();
        problems.Range(body?.BeforeMessage, 1, int.MaxValue, "body", "before_message");
        if (body is { AsVersion: true, BeforeMessage: null })
            problems.Missing("body", "before_message");
        if (body?.IndexIds is [])
            problems.Missing("body", "index_ids");
        var indexIds = problems.Ids(body?.IndexIds, RequestLimits.Indexes, "index_ids");
        problems.ThrowIfAny();
        return await forks.ForkAsync(
            http.Scope(), sessionId, body?.BeforeMessage, body?.AsVersion ?? false, indexIds.Count == 0 ? null : indexIds,
            http.RequestAborted) switch
        {
            ForkOutcome.Forked copy =>
                TypedResults.Json(copy.Session, LecternJson.Wire.ChatSessionSummary, statusCode: StatusCodes.Status201Created),
            ForkOutcome.NoMessage no =>
                throw Problems.Single("value_error", $"The session has {no.Messages} messages", "body", "before_message"),
            _ => throw ApiException.NotFound("Session", sessionId),
        };
    }
}
