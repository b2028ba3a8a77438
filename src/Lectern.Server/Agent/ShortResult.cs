using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;

namespace Lectern.Server.Agent;

/// <summary>
/// A tool's result that is no longer new, short: its passages keep their numbers and where they stand, so that they can still be cited
/// and read again, with the beginnings of their texts. Thread-safe.
/// </summary>
internal static class ShortResult
{
    private const int MaxCharacters = 4_000;
    private const int TextCharacters = 200;
    private const int OtherCharacters = 1_000;

    private static readonly string[] Kept = ["n", "file_id", "file_name", "page_start", "page_end", "page", "start_char", "end_char"];

    /// <returns>The same when it is short already.</returns>
    public static JsonElement Of(JsonElement result)
    {
        var raw = result.GetRawText();
        if (raw.Length <= OtherCharacters || result.ValueKind != JsonValueKind.Object || result.TryGetProperty("shortened", out _))
            return result;
        var list = result.TryGetProperty("passages", out var passages) ? passages : result.TryGetProperty("matches", out var matches) ? matches : default;
        var shortened = list.ValueKind == JsonValueKind.Array ? OfList(result, list)
            : result.TryGetProperty("content", out _) ? OfPassage(result)
            : new JsonObject { ["beginning"] = Beginning(raw, OtherCharacters) };
        shortened["shortened"] = true;
        return JsonSerializer.SerializeToElement(shortened, LecternJson.Wire.JsonObject);
    }

    private static JsonObject OfList(JsonElement result, JsonElement list)
    {
        var shorter = OfPassage(result);
        var passages = new JsonArray();
        var room = MaxCharacters;
        foreach (var passage in list.EnumerateArray())
        {
            var one = OfPassage(passage);
            if ((room -= one.ToJsonString().Length) < 0)
                break;
            passages.Add((JsonNode)one);
        }

        shorter["passages"] = passages;
        if (passages.Count < list.GetArrayLength())
            shorter["left_out"] = list.GetArrayLength() - passages.Count;
        return shorter;
    }

    private static JsonObject OfPassage(JsonElement passage)
    {
        var kept = new JsonObject();
        foreach (var name in Kept)
        {
            if (passage.TryGetProperty(name, out var value))
                kept[name] = JsonNode.Parse(value.GetRawText());
        }

        if (passage.TryGetProperty("content", out var content) && content.GetString() is { } text)
            kept["content"] = Beginning(text, TextCharacters);
        return kept;
    }

    /// <summary>The beginning of a text, cut between characters, with a sign that it goes on.</summary>
    internal static string Beginning(string text, int characters)
    {
        if (text.Length <= characters)
            return text;
        var cut = char.IsHighSurrogate(text[characters - 1]) ? characters - 1 : characters;
        return string.Concat(text.AsSpan(0, cut), "…");
    }
}
