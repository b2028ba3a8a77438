using System.Text.Json.Nodes;
using Lectern.Contracts;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>What a response object says beside its answer.</summary>
/// <param name="Created">Unix seconds.</param>
/// <param name="IsBackground">Null where it is not known any more.</param>
/// <param name="IndexIds">What its file search searches.</param>
/// <param name="IsKept">It can be read again and gone on with.</param>
internal sealed record ResponseHead(
    string Id, long Created, IReadOnlyList<string> IndexIds, string? PreviousId, string? Instructions, bool? IsBackground,
    bool IsKept)
{
    public const string Model = "lectern";

    public JsonObject Of(string status, IEnumerable<JsonObject> output, StopEvent? stop) => new()
    {
        ["id"] = Id,
        ["object"] = "response",
        ["created_at"] = Created,
        ["status"] = status,
        ["background"] = IsBackground,
        ["error"] = stop is { IsError: true }
            ? new JsonObject { ["code"] = "server_error", ["message"] = stop.Error }
            : null,
        ["incomplete_details"] = null,
        ["instructions"] = Instructions,
        ["max_output_tokens"] = null,
        ["metadata"] = new JsonObject(),
        ["model"] = Model,
        ["output"] = new JsonArray([.. output.Select(o => o.DeepClone())]),
        ["parallel_tool_calls"] = true,
        ["previous_response_id"] = PreviousId,
        ["store"] = IsKept,
        ["temperature"] = null,
        ["text"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "text" } },
        ["tool_choice"] = "auto",
        ["tools"] = new JsonArray(new JsonObject
        {
            ["type"] = "file_search",
            ["vector_store_ids"] = new JsonArray([.. IndexIds.Select(i => (JsonNode)i)]),
        }),
        ["top_p"] = null,
        ["truncation"] = "disabled",
        ["usage"] = stop is null ? null : Usage(stop.Usage),
    };

    public static string Status(StopEvent? stop) => stop switch
    {
        null => "in_progress",
        { Cancelled: true } => "cancelled",
        { IsError: true } => "failed",
        _ => "completed",
    };

    private static JsonObject Usage(Usage usage) => new()
    {
        ["input_tokens"] = usage.TotalInputTokens ?? 0,
        ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
        ["output_tokens"] = usage.TotalOutputTokens ?? 0,
        ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 },
        ["total_tokens"] = (usage.TotalInputTokens ?? 0) + (usage.TotalOutputTokens ?? 0),
    };
}
