using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>
/// <c>POST /v1/chat/completions</c>: the model is an index's id, the client keeps the conversation, nothing is stored but the
/// tokens that were used.
/// </summary>
internal static class CompletionEndpoint
{
    private const string OwnTools = "this server searches the index with tools of its own";

    public static void MapCompletions(this IEndpointRouteBuilder v1) => v1.MapPost("/chat/completions", CompleteAsync);

    private static async Task CompleteAsync(
        HttpContext http, UnkeptTurns turns, SseStream sse, LecternOptions options, TimeProvider time)
    {
        var body = await OpenAiBody.ReadAsync(http, OpenAiFields.Completion);
        foreach (var field in (string[])["tools", "functions", "tool_choice", "function_call"])
            body.Refuse(field, OwnTools);
        foreach (var field in (string[])["audio", "logprobs", "web_search_options", "prediction"])
            body.Refuse(field, "an answer is text with its citations");
        if (body.List("modalities").Any(m => m?.ToString() is not "text"))
            throw OpenAiBody.Mistake("modalities", "has another than text, which is not supported");
        body.Count("n", 1, 1);
        if (body["response_format"] is JsonObject format && format["type"]?.ToString() is not "text")
            throw OpenAiBody.Mistake("response_format", "is not supported: an answer is text");
        var streams = body.Flag("stream");
        var asked = OpenAiMessages.Read(body.List("messages"), "messages");
        OpenAiMessages.CheckLength(asked.Prompt, "messages", "ends with more than");
        var model = body.Text("model");
        var turn = OpenAiBody.Named("model", () => turns.Accept(http.Scope(), [model], asked));
        using var place = turn.Place;
        var completion = new Completion(
            $"chatcmpl-{turn.Id}", model, time.GetUtcNow().ToUnixTimeSeconds(), http.Request.Origin(options));
        var events = turns.RunAsync(turn, http.RequestAborted);
        if (streams)
        {
            var withUsage = body["stream_options"]?["include_usage"]?.GetValue<bool>() is true;
            await sse.SendAsync(http, completion.ChunksAsync(events, withUsage), OpenAiFrames.WriteChunk);
            return;
        }

        var answer = new WholeAnswer();
        await foreach (var next in events)
            answer.Add(next);
        if (answer.Error is { } error)
            throw new ApiException(StatusCodes.Status502BadGateway, error) { ShouldRetry = false };
        await TypedResults.Json(completion.Whole(answer), LecternJson.Wire.JsonObject).ExecuteAsync(http);
    }
}
