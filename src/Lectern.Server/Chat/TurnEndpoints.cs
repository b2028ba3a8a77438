using System.Globalization;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Chat;

/// <summary>A prompt starts a turn; its response, and every later one, reads the turn's log.</summary>
internal static class TurnEndpoints
{
    public static void MapTurns(this IEndpointRouteBuilder routes)
    {
        var messages = routes.MapGroup("/api/v1/chat/{session_id}/messages").WithTags("Chat");
        messages.MapPost("/stream", StreamAsync).WithSummary("Ask, and stream the answer as Server-Sent Events").WithTenant()
            .Accepts<ChatParams>("application/json")
            .Produces<ChatEvent>(200, "text/event-stream")
            .Produces<ErrorResponse>(400).Produces<ErrorResponse>(409).Produces<HTTPValidationError>(422);
        messages.MapGet("/stream", ResumeAsync).WithSummary("Follow the latest turn, or resume after an event").WithTenant()
            .WithQuery("starting_after", "integer", "Sequence of the last event that was seen; Last-Event-ID does the same")
            .Produces<ChatEvent>(200, "text/event-stream").Produces(204).Produces<HTTPValidationError>(422);
        messages.MapPost("/cancel", CancelAsync).WithSummary("End the running turn; what was said is kept").WithTenant()
            .Produces<ChatSessionSummary>();
    }

    private static async Task StreamAsync(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, TurnAdmission admission, TurnReader reader,
        SseStream sse, NamedAgents agents)
    {
        var request = await ReadAsync(http, agents);
        var outcome = await admission.StartAsync(http.Scope(), sessionId, request);
        var first = outcome.FirstSequenceOrThrow(sessionId);
        await sse.SendAsync(http, reader.ReadAsync(http.Scope(), sessionId, first - 1, first));
    }

    private static async Task ResumeAsync(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, ISessions sessions, ITurnLog log,
        TurnReader reader, SseStream sse)
    {
        var scope = http.Scope();
        if (sessions.Find(scope, sessionId) is null)
            throw ApiException.NotFound("Session", sessionId);
        var position = Position(http);
        var latest = log.FindLatest(scope, sessionId);
        if (position > (latest?.End ?? 0))
            throw Problems.Single("position", "This session has no event with this number", "query", "starting_after");
        position ??= latest?.FirstSequence - 1;
        if (latest is null || latest.LastSequence <= position)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await sse.SendAsync(http, reader.ReadAsync(scope, sessionId, position!.Value, latest.FirstSequence));
    }

    private static async Task<IResult> CancelAsync(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, ISessions sessions,
        TurnCancellation cancellation)
    {
        var scope = http.Scope();
        if (sessions.Find(scope, sessionId) is null)
            throw ApiException.NotFound("Session", sessionId);
        await cancellation.CancelAsync(scope, sessionId, http.RequestAborted);
        return TypedResults.Json(
            sessions.Find(
                scope,
                sessionId) ?? throw ApiException.NotFound("Session", sessionId), LecternJson.Wire.ChatSessionSummary);
    }

    private static async Task<TurnRequest> ReadAsync(HttpContext http, NamedAgents agents)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.ChatParams);
        var problems = new Problems();
        var indexIds = problems.Ids(body.IndexIds, RequestLimits.Indexes, "index_ids");
        problems.Text(body.Prompt, 1, RequestLimits.PromptCharacters, "body", "prompt");
        problems.OneOf(body.Model, agents.Names, "body", "model");
        var key = IdempotencyHeader.Of(http);
        if (key is { Length: > IdempotencyHeader.MaxCharacters })
        {
            problems.Add(
                "string_too_long",
                $"The {IdempotencyHeader.Name} header has at most {IdempotencyHeader.MaxCharacters} characters", "body");
        }

        problems.ThrowIfAny();
        var isRetry = int.TryParse(
            http.Request.Headers["x-stainless-retry-count"], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count >= 1;
        return new TurnRequest(
            indexIds, body.Prompt!, body.RequireAllIndexes ?? false, key, isRetry, body.Model)
        {
            Remembered = agents.ToRemember(body.Model),
        };
    }

    /// <summary>The last event that the client saw; null when it says nothing.</summary>
    private static long? Position(HttpContext http)
    {
        var text = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : http.Text(
            "starting_after");
        if (text is null)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw Problems.Single("int_parsing", "Input should be the number of an event", "query", "starting_after");
    }
}
