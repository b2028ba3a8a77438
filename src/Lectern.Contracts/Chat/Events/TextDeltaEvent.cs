using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>A piece of the answer, as it arrived.</summary>
public sealed record TextDeltaEvent(string Content) : ChatEvent
{
    [JsonIgnore]
    public override string Type => EventTypes.TextDelta;
}
