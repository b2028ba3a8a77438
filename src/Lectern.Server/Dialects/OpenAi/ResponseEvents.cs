using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>
/// A turn's events as those of a response, numbered from 0. The same turn gives the same events with the same numbers, however
/// often it is read. For one reader; not thread-safe.
/// </summary>
internal sealed class ResponseEvents(ResponseHead head)
{
    private readonly WholeAnswer answer = new();
    private readonly List<JsonObject> output = [];
    private readonly Dictionary<string, int> searches = new(StringComparer.Ordinal);
    private int messageAt = -1;
    private int annotated;
    private long next;

    /// <summary>The response as it stands.</summary>
    public JsonObject Now => head.Of(ResponseHead.Status(answer.Stop), output, answer.Stop);

    public IEnumerable<JsonObject> Begin() =>
    [
        Event("response.created", ("response", Now)),
        Event("response.in_progress", ("response", Now)),
    ];

    public IEnumerable<JsonObject> Add(ChatEvent chatEvent)
    {
        switch (chatEvent)
        {
            case ToolCallEvent { Name: "retrieve" } call:
                return Search(call);
            case ToolResultEvent result when searches.Remove(result.CallId, out var at):
                return SearchEnded(at);
            case TextDeltaEvent or TextEvent:
                return Text(answer.Add(chatEvent));
            case StopEvent stop:
                answer.Add(stop);
                return End(stop);
            default:
                return [];
        }
    }

    private IEnumerable<JsonObject> Search(ToolCallEvent call)
    {
        var queries = call.Arguments.ValueKind == JsonValueKind.Object && call.Arguments.TryGetProperty("query", out var query)
            && query.ValueKind == JsonValueKind.String ? new JsonArray(query.GetString()) : [];
        var item = new JsonObject
        {
            ["id"] = $"fs_{call.CallId}",
            ["type"] = "file_search_call",
            ["status"] = "searching",
            ["queries"] = queries,
            ["results"] = null,
        };
        var at = output.Count;
        searches[call.CallId] = at;
        output.Add(item);
        return
        [
            Event("response.output_item.added", ("output_index", at), ("item", item.DeepClone())),
            Event("response.file_search_call.searching", ("output_index", at), ("item_id", Id(at))),
        ];
    }

    private IEnumerable<JsonObject> SearchEnded(int at)
    {
        output[at]["status"] = "completed";
        return
        [
            Event("response.file_search_call.completed", ("output_index", at), ("item_id", Id(at))),
            Event("response.output_item.done", ("output_index", at), ("item", output[at].DeepClone())),
        ];
    }

    private IEnumerable<JsonObject> Text(string piece)
    {
        if (piece.Length > 0 && messageAt < 0)
        {
            messageAt = output.Count;
            output.Add(Message("in_progress", []));
            yield return Event(
                "response.output_item.added", ("output_index", messageAt), ("item", output[messageAt].DeepClone()));
            yield return InText("response.content_part.added", ("part", Part("", [])));
        }

        if (piece.Length > 0)
            yield return InText("response.output_text.delta", ("delta", piece), ("logprobs", new JsonArray()));
        for (; messageAt >= 0 && annotated < answer.Citations.Count; annotated++)
        {
            yield return InText(
                "response.output_text.annotation.added", ("annotation_index", annotated),
                ("annotation", OpenAiCitations.OfResponse(answer.Citations[annotated])));
        }
    }

    private IEnumerable<JsonObject> End(StopEvent stop)
    {
        foreach (var at in searches.Values.Order().ToArray())
        {
            foreach (var ended in SearchEnded(at))
                yield return ended;
        }

        if (messageAt >= 0)
        {
            var part = Part(answer.Text, [.. answer.Citations.Select(OpenAiCitations.OfResponse)]);
            output[messageAt] = Message(stop.IsError || stop.Cancelled ? "incomplete" : "completed", [part]);
            yield return InText("response.output_text.done", ("text", answer.Text), ("logprobs", new JsonArray()));
            yield return InText("response.content_part.done", ("part", part.DeepClone()));
            yield return Event("response.output_item.done", ("output_index", messageAt), ("item", output[messageAt].DeepClone()));
        }

        var end = stop.IsError ? "response.failed" : stop.Cancelled ? "response.incomplete" : "response.completed";
        yield return Event(end, ("response", Now));
    }

    private JsonObject Message(string status, JsonArray content) => new()
    {
        ["id"] = $"msg_{head.Id}",
        ["type"] = "message",
        ["status"] = status,
        ["role"] = "assistant",
        ["content"] = content,
    };

    private static JsonObject Part(string text, JsonArray annotations) => new()
    {
        ["type"] = "output_text",
        ["text"] = text,
        ["annotations"] = annotations,
        ["logprobs"] = new JsonArray(),
    };

    private JsonNode? Id(int at) => output[at]["id"]!.DeepClone();

    private JsonObject InText(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> fields) =>
        Event(type, [("item_id", Id(messageAt)), ("output_index", messageAt), ("content_index", 0), .. fields]);

    private JsonObject Event(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var made = new JsonObject { ["type"] = type, ["sequence_number"] = next++ };
        foreach (var (name, value) in fields)
            made[name] = value;
        return made;
    }
}
