using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>A checked body of <c>POST /v1/responses</c>.</summary>
/// <param name="IndexIds">Of the file search; empty where a previous response has them.</param>
/// <param name="IdempotencyKey">Of what goes on with a session, which remembers it; else null.</param>
/// <param name="IsKept">
/// Whether the answer becomes a turn of a session. Instructions and earlier answers that the client brings are not kept.
/// </param>
internal sealed record ResponseRequest(
    IReadOnlyList<string> IndexIds, AskedConversation Asked, ResponseId? Previous, bool Streams, bool IsBackground, bool IsKept,
    string? IdempotencyKey)
{
    public static async Task<ResponseRequest> ReadAsync(HttpContext http)
    {
        var body = await OpenAiBody.ReadAsync(http, OpenAiFields.Response);
        if (body.Text("model") != ResponseHead.Model)
            throw OpenAiBody.Mistake("model", $"has to be {ResponseHead.Model}: the indexes are named by the tool file_search");
        foreach (var field in (string[])["conversation", "prompt"])
            body.Refuse(field, "use previous_response_id");
        if (body["tool_choice"] is { } choice && choice.ToString() is not ("auto" or "required") && !IsFileSearch(choice))
            throw OpenAiBody.Mistake("tool_choice", "is another than auto: the documents are always searched");
        if ((body["text"] as JsonObject)?["format"] is JsonObject format && format["type"]?.ToString() is not "text")
            throw OpenAiBody.Mistake("text", "has another format than text, which is not supported");
        var previousId = body.OptionalText("previous_response_id");
        var previous = previousId is null
            ? null
            : OpenAiBody.Named("previous_response_id", () => ResponseId.Of(previousId));
        var indexIds = IndexIdsOf(body.List("tools"));
        if (indexIds.Count == 0 && previous is null)
            throw OpenAiBody.Mistake(
                "tools", "has to name indexes: {\"type\": \"file_search\", \"vector_store_ids\": [INDEX_ID]}");
        var asked = body["input"] is JsonArray messages
            ? OpenAiMessages.Read([.. messages], "input")
            : OpenAiMessages.Read([new JsonObject { ["role"] = "user", ["content"] = body.Text("input") }], "input");
        var instructions = string.Join("\n\n", new[] { body.OptionalText("instructions"), asked.Instructions }.OfType<string>());
        OpenAiMessages.CheckLength(asked.Prompt, "input", "has more than");
        var brings = instructions.Length > 0 || asked.History.Count > 0;
        if (brings && previous is not null)
            throw OpenAiBody.Mistake(
                "previous_response_id", "cannot stand beside instructions or earlier messages: its session has its own");
        var isStored = body["store"] is null || body.Flag("store");
        if (!isStored && previous is not null)
            throw OpenAiBody.Mistake("store", "cannot be false beside previous_response_id: its session is kept, and goes on");
        var isKept = !brings && isStored;
        var isBackground = body.Flag("background");
        if (isBackground && !isKept)
            throw OpenAiBody.Mistake(
                "background", "needs a response that is kept: no store: false, instructions or earlier messages");
        var key = previous is null ? null : IdempotencyHeader.Of(http);
        if (key is { Length: > IdempotencyHeader.MaxCharacters })
            throw OpenAiBody.Mistake(IdempotencyHeader.Name, $"has more than {IdempotencyHeader.MaxCharacters} characters");
        return new ResponseRequest(
            indexIds, asked with { Instructions = instructions.Length == 0 ? null : instructions }, previous, body.Flag("stream"),
            isBackground, isKept, key);
    }

    private static bool IsFileSearch(JsonNode choice) => choice is JsonObject given && given["type"]?.ToString() is "file_search";

    private static IReadOnlyList<string> IndexIdsOf(IReadOnlyList<JsonNode?> tools)
    {
        var ids = new List<string>();
        foreach (var tool in tools)
        {
            if (tool is not JsonObject given || given["type"]?.ToString() is not "file_search")
                throw OpenAiBody.Mistake("tools", "has another than file_search, which is not supported: the server has its own");
            foreach (var field in (string[])["filters", "max_num_results", "ranking_options"])
            {
                if (given[field] is not null)
                    throw OpenAiBody.Mistake("tools", $"has a file_search with {field}, which is not supported");
            }

            if (given["vector_store_ids"] is not JsonArray { Count: > 0 } named)
                throw OpenAiBody.Mistake("tools", "has a file_search without vector_store_ids");
            foreach (var id in named)
                ids.Add(id is JsonValue value && value.TryGetValue<string>(out var text) && text.Length is > 0 and <= 200
                    ? text
                    : throw OpenAiBody.Mistake("tools", "has vector_store_ids that are no ids"));
        }

        return ids.Distinct(StringComparer.Ordinal).ToList() is { Count: <= RequestLimits.Indexes } distinct
            ? distinct
            : throw OpenAiBody.Mistake("tools", $"names more than {RequestLimits.Indexes} indexes");
    }
}
