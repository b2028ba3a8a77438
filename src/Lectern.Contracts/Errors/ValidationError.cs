using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <param name="Loc">Starts with <c>body</c>, <c>query</c> or <c>path</c>; then wire names and list positions.</param>
public sealed record ValidationError([Field(Shape = "Place")] IReadOnlyList<JsonElement> Loc, string Msg, string Type)
{
    /// <summary>What was sent there. This server does not repeat it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Input { get; init; }

    /// <summary>More about the mistake, as an object. This server has no more to say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Ctx { get; init; }
}
