using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>What the tool answered; a fault of the tool is a result with an <c>error</c>.</summary>
/// <param name="Result">Any JSON.</param>
/// <param name="ImageAttachment">The page screenshot that the result speaks of, or null.</param>
public sealed record ToolResultEvent(string Name, string CallId, JsonElement Result, ImageAttachmentRef? ImageAttachment)
    : ChatEvent
{
    [JsonIgnore]
    public override string Type => EventTypes.ToolResult;
}
