using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// The numbers of a session's passages: what <c>retrieve</c>, <c>read_file</c> and <c>grep_file</c> showed, in the order it was
/// shown. The same stretch with the same words keeps its number for the whole session; the log's tool results hold them, so they
/// survive restarts. Raw: <c>{"passages":[{"n":1,"file_id":"dfl-…","start_char":0,"content":"…"}]}</c>. Not thread-safe.
/// </summary>
internal sealed class PassageNumbers
{
    private readonly List<NumberedPassage> passages = [];
    private readonly Dictionary<(string Index, string File, int Start, string Content), NumberedPassage> known = [];
    private int last;

    public IReadOnlyList<NumberedPassage> All => passages;

    public NumberedPassage? Find(int number) => passages.Find(p => p.Number == number);

    /// <summary>Takes up the results of earlier turns and steps.</summary>
    public void Remember(IEnumerable<ChatEvent> events)
    {
        foreach (var result in events.OfType<ToolResultEvent>())
        {
            foreach (var place in Places(JsonNode.Parse(result.Result.GetRawText())))
            {
                if (place.Shown["n"] is JsonValue n && n.TryGetValue(out int number))
                    Add(place, number);
            }
        }
    }

    /// <returns>The result with a number at each passage.</returns>
    public JsonElement Number(JsonElement result)
    {
        var root = JsonNode.Parse(result.GetRawText());
        var any = false;
        foreach (var place in Places(root).ToList())
        {
            var passage = known.GetValueOrDefault(place.Key) ?? Add(place, last + 1);
            place.Shown.Insert(0, "n", passage.Number);
            any = true;
        }

        return any ? JsonSerializer.SerializeToElement((JsonObject)root!, LecternJson.Wire.JsonObject) : result;
    }

    private NumberedPassage Add(Place place, int number)
    {
        var (shown, about) = place;
        var start = place.Key.Start;
        var content = place.Key.Content;
        var passage = new NumberedPassage(
            number, place.Key.Index, place.Key.File, (string?)about["file_name"] ?? "", start, start + content.EnumerateRunes().Count(),
            (int?)shown["page_start"], (int?)shown["page_end"], content);
        passages.Add(passage);
        known.TryAdd(place.Key, passage);
        last = Math.Max(last, number);
        return passage;
    }

    /// <summary>Every stretch of text in a result: passages of a retrieve, matches of a grep, the one of a read.</summary>
    private static IEnumerable<Place> Places(JsonNode? result)
    {
        if (result is not JsonObject root)
            return [];
        var listed = (root["passages"] ?? root["matches"]) as JsonArray;
        var places = listed is not null
            ? listed.OfType<JsonObject>().Select(shown => new Place(shown, shown.ContainsKey("file_id") ? shown : root))
            : [new Place(root, root)];
        return places.Where(p => p.IsWhole);
    }

    /// <param name="Shown">Holds the content and where it stands.</param>
    /// <param name="About">Holds the file; the same object for a passage.</param>
    private sealed record Place(JsonObject Shown, JsonObject About)
    {
        /// <summary>A grep's offsets are the match's; its content begins before it.</summary>
        private int? Start => (int?)(Shown["content_start_char"] ?? Shown["start_char"]);

        public bool IsWhole => Start is not null && !string.IsNullOrEmpty((string?)Shown["content"])
            && About["file_id"] is not null && About["index_id"] is not null;

        public (string Index, string File, int Start, string Content) Key =>
            ((string)About["index_id"]!, (string)About["file_id"]!, Start!.Value, (string)Shown["content"]!);
    }
}
