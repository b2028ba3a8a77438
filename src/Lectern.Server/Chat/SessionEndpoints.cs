using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Chat;

/// <summary>Sessions: create, list, read, delete, title. Turns are in <see cref="TurnEndpoints"/>.</summary>
internal static class SessionEndpoints
{
    private const string SessionsList = "sessions";
    private static readonly string[] SharedAccess = ["read_only", "query"];

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var chat = routes.MapGroup("/api/v1/chat").WithTags("Chat");
        chat.MapPost("/", CreateAsync).WithSummary("Create a session").WithTenant()
            .Accepts<SessionCreate>(isOptional: true, "application/json")
            .Produces<ChatSessionSummary>(201).Produces<HTTPValidationError>(422);
        chat.MapGet("/", List).WithSummary("List sessions, newest first").WithTenant().WithPaging().Produces<SessionList>();
        chat.MapGet(
            "/{session_id}", GetAsync).WithSummary("Get a session with its history").WithTenant().Produces<SessionDetail>();
        chat.MapGet("/{session_id}/summary", Summary).WithSummary("Get a session without its history").WithTenant()
            .Produces<ChatSessionSummary>();
        chat.MapPost("/{session_id}/title", TitleAsync).WithSummary("Make a session's title").WithTenant()
            .Accepts<SessionTitleRequest>(isOptional: true, "application/json")
            .Produces<ChatSessionSummary>().Produces<HTTPValidationError>(422);
        chat.MapDelete("/{session_id}", DeleteAsync).WithSummary("Delete a session").WithTenant().Produces(204);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, ISessions sessions, NamedAgents agents)
    {
        var body = await http.ReadOptionalJsonAsync(LecternJson.Wire.SessionCreate);
        var problems = new Problems();
        var indexIds = problems.Ids(body?.IndexIds, RequestLimits.Indexes, "index_ids");
        problems.OneOf(body?.SharedAccess, SharedAccess, "body", "shared_access");
        problems.OneOf(body?.Model, agents.Names, "body", "model");
        problems.ThrowIfAny();
        var session = await sessions.CreateAsync(
            http.Scope(), indexIds.Count == 0 ? null : indexIds, body?.SharedAccess ?? "read_only",
            agents.ToRemember(body?.Model), http.RequestAborted);
        return TypedResults.Json(session, LecternJson.Wire.ChatSessionSummary, statusCode: 201);
    }

    private static IResult List(HttpContext http, ISessions sessions, Paging paging)
    {
        var problems = new Problems();
        var scope = http.Scope();
        var list = $"{SessionsList}/{scope.ProjectId}";
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        var (items, next) = paging.Cut(sessions.List(scope, page), page, list, s => s.SessionId);
        return TypedResults.Json(new SessionList(items, next), LecternJson.Wire.SessionList);
    }

    private static IResult Summary(HttpContext http, [FromRoute(Name = "session_id")] string sessionId, ISessions sessions) =>
        TypedResults.Json(Find(http, sessionId, sessions), LecternJson.Wire.ChatSessionSummary);

    /// <summary>Writes the stored events as they are: they are not read back into objects for this.</summary>
    private static async Task GetAsync(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, ISessions sessions, ITurnLog log,
        CitedSources sources)
    {
        var session = Find(http, sessionId, sessions);
        var events = sources.Mark(http.Scope(), log.ReadHistory(http.Scope(), sessionId));
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("session_id", session.SessionId);
        json.WriteString("generated_title", session.GeneratedTitle);
        json.WriteString("last_updated_at", session.LastUpdatedAt);
        json.WritePropertyName("job_metadata");
        JsonSerializer.Serialize(json, session.JobMetadata, LecternJson.Wire.JobMetadata!);
        json.WritePropertyName("index_ids");
        JsonSerializer.Serialize(json, session.IndexIds, LecternJson.Wire.Strings!);
        json.WriteString("shared_access", session.SharedAccess);
        if (session.Model is { } model)
            json.WriteString("model", model);
        json.WriteStartArray("events");
        foreach (var e in events)
        {
            json.WriteRawValue(e.Json, skipInputValidation: true);
            if (json.BytesPending > 64 * 1024)
            {
                json.Flush();
                await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static async Task<IResult> TitleAsync(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, ISessions sessions)
    {
        var body = await http.ReadOptionalJsonAsync(LecternJson.Wire.SessionTitleRequest);
        var problems = new Problems();
        problems.OptionalText(body?.FirstMessage, 1, RequestLimits.PromptCharacters, "body", "first_message");
        problems.ThrowIfAny();
        return await sessions.SetTitleAsync(http.Scope(), sessionId, body?.FirstMessage, http.RequestAborted) switch
        {
            TitleOutcome.UnknownSession => throw ApiException.NotFound("Session", sessionId),
            TitleOutcome.NoMessage => throw Problems.Single(
                "missing", "The session has no message yet: say what the first one is", "body", "first_message"),
            _ => Summary(http, sessionId, sessions),
        };
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, SessionRemoval removal)
    {
        if (!await removal.RemoveAsync(http.Scope(), sessionId, http.RequestAborted))
            throw ApiException.NotFound("Session", sessionId);
        return TypedResults.NoContent();
    }

    private static ChatSessionSummary Find(HttpContext http, string sessionId, ISessions sessions) =>
        sessions.Find(http.Scope(), sessionId) ?? throw ApiException.NotFound("Session", sessionId);
}
