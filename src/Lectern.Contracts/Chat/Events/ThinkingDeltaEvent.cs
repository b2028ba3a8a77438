using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>A piece of the model's reasoning, as it arrived.</summary>
public sealed record ThinkingDeltaEvent(string Content) : ChatEvent
{
    [JsonIgnore]
    public override string Type => EventTypes.ThinkingDelta;
}
