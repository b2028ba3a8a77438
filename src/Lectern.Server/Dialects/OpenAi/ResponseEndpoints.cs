using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>
/// <c>/v1/responses</c>: a response is a turn of a session, which <c>previous_response_id</c> goes on with; it is read again, or
/// from any of its events on, as long as the session is there.
/// </summary>
internal static class ResponseEndpoints
{
    public static void MapResponses(this IEndpointRouteBuilder v1)
    {
        v1.MapPost("/responses", CreateAsync);
        v1.MapGet("/responses/{id}", GetAsync).WithQuery("stream", "boolean", "As events")
            .WithQuery("starting_after", "integer", "Sequence number of the last event that was seen");
        v1.MapPost("/responses/{id}/cancel", CancelAsync);
    }

    private static async Task CreateAsync(HttpContext http, ResponseTurns responses, SseStream sse)
    {
        var request = await ResponseRequest.ReadAsync(http);
        if (!request.IsKept)
        {
            var (unkeptHead, unkept) = responses.AskUnkept(http.Scope(), request);
            using var place = unkept.Place;
            await AnswerAsync(http, sse, request.Streams, unkeptHead, responses.RunUnkeptAsync(unkept, http.RequestAborted));
            return;
        }

        var (head, _) = await responses.AskAsync(http.Scope(), request);
        if (request is { IsBackground: true, Streams: false })
            await TypedResults.Json(responses.Now(http.Scope(), head), LecternJson.Wire.JsonObject).ExecuteAsync(http);
        else
            await AnswerAsync(http, sse, request.Streams, head, responses.ReadAsync(http.Scope(), head, http.RequestAborted));
    }

    private static async Task GetAsync(
        HttpContext http, ResponseTurns responses, SseStream sse, [FromRoute(Name = "id")] string id)
    {
        var head = responses.Find(http.Scope(), id);
        var problems = new Problems();
        var streams = http.Flag("stream", problems);
        var after = http.Integer("starting_after", problems);
        problems.ThrowIfAny();
        var events = responses.ReadAsync(http.Scope(), head, http.RequestAborted);
        if (streams)
            await sse.SendAsync(http, EventsAsync(head, events, after ?? -1), OpenAiFrames.WriteEvent);
        else
            await TypedResults.Json(responses.Now(http.Scope(), head), LecternJson.Wire.JsonObject).ExecuteAsync(http);
    }

    private static async Task<IResult> CancelAsync(
        HttpContext http, ResponseTurns responses, [FromRoute(Name = "id")] string id)
    {
        var head = responses.Find(http.Scope(), id);
        await responses.CancelAsync(http.Scope(), head, http.RequestAborted);
        return TypedResults.Json(responses.Now(http.Scope(), head), LecternJson.Wire.JsonObject);
    }

    private static async Task AnswerAsync(
        HttpContext http, SseStream sse, bool streams, ResponseHead head, IAsyncEnumerable<ChatEvent> events)
    {
        if (streams)
        {
            await sse.SendAsync(http, EventsAsync(head, events, -1), OpenAiFrames.WriteEvent);
            return;
        }

        var response = new ResponseEvents(head);
        await foreach (var next in events)
            _ = response.Add(next).Count();
        await TypedResults.Json(response.Now, LecternJson.Wire.JsonObject).ExecuteAsync(http);
    }

    /// <param name="after">The number of the last event that the client has.</param>
    private static async IAsyncEnumerable<JsonObject> EventsAsync(
        ResponseHead head, IAsyncEnumerable<ChatEvent> events, long after,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = new ResponseEvents(head);
        foreach (var one in response.Begin().Where(e => e["sequence_number"]!.GetValue<long>() > after))
            yield return one;
        await foreach (var next in events.WithCancellation(cancellationToken))
        {
            foreach (var one in response.Add(next).Where(e => e["sequence_number"]!.GetValue<long>() > after))
                yield return one;
        }
    }
}
