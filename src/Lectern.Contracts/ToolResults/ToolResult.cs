using System.Text.Json;

namespace Lectern.Contracts;

/// <summary>
/// What a tool of the agent answered, as <see cref="ToolResultEvent.Result"/> holds it: a closed set, told apart by its fields.
/// Offsets are Unicode code points in a file's parsed text. Immutable.
/// </summary>
public abstract record ToolResult
{
    private protected ToolResult()
    {
    }

    /// <summary>As it is logged and shown to the model.</summary>
    public abstract JsonElement ToJson();

    /// <returns>Null for what no tool of this version, or of an earlier one, answered.</returns>
    public static ToolResult? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        try
        {
            return Has(json, "error") ? json.Deserialize(LecternJson.Wire.ToolFault)
                : Has(json, "passages") ? json.Deserialize(LecternJson.Wire.FoundPassages)
                : Has(json, "matches") ? json.Deserialize(LecternJson.Wire.FoundMatches)
                : Has(json, "files") ? json.Deserialize(LecternJson.Wire.FoundFiles)
                : Has(json, "image_attachment") ? json.Deserialize(LecternJson.Wire.ShownPage)
                : Has(json, "content") ? json.Deserialize(LecternJson.Wire.ReadText)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Has(JsonElement json, string field) => json.TryGetProperty(field, out _);
}
