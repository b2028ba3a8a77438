using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>The whole of one step's reasoning: the concatenation of its deltas.</summary>
public sealed record ThinkingEvent(string Content) : ChatEvent
{
    [JsonIgnore]
    public override string Type => EventTypes.Thinking;
}
