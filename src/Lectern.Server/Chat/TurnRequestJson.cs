using System.Text.Json.Nodes;

namespace Lectern.Server.Chat;

/// <summary>A turn's request as its row keeps it: two requests with the same body have the same JSON.</summary>
internal static class TurnRequestJson
{
    public static string Of(TurnRequest request)
    {
        var json = new JsonObject
        {
            ["prompt"] = request.Prompt,
            ["index_ids"] = new JsonArray([.. request.IndexIds.Select(id => (JsonNode)id)]),
            ["require_all_indexes"] = request.RequireAllIndexes,
        };

        // Left out where none is named, as it is in what earlier versions kept.
        if (request.Model is { } model)
            json["model"] = model;
        return json.ToJsonString();
    }

    public static TurnRequest Read(string json)
    {
        var request = JsonNode.Parse(json)!;
        return new TurnRequest(
            [.. request["index_ids"]!.AsArray().Select(id => id!.GetValue<string>())],
            request["prompt"]!.GetValue<string>(),
            request["require_all_indexes"]!.GetValue<bool>(),
            IdempotencyKey: null,
            IsRetry: false,
            request["model"]?.GetValue<string>());
    }
}
