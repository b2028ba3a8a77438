using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>The model asked for a tool.</summary>
/// <param name="Arguments">A JSON object.</param>
public sealed record ToolCallEvent(string Name, string CallId, [Field(Shape = "Object")] JsonElement Arguments) : ChatEvent
{
    [JsonIgnore]
    public override string Type => EventTypes.ToolCall;
}
