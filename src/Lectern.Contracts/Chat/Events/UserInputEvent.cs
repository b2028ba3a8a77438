using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>The prompt that started the turn.</summary>
public sealed record UserInputEvent(string Content) : ChatEvent
{
    [JsonIgnore]
    public override string Type => EventTypes.UserInput;
}
