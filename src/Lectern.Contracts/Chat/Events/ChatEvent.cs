using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>
/// One event of a chat turn, as it is stored, streamed (one Server-Sent Event each) and returned in a session's history.
/// The hierarchy is closed; <c>type</c> is the discriminator and is written first.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(UserInputEvent), EventTypes.UserInput)]
[JsonDerivedType(typeof(ThinkingDeltaEvent), EventTypes.ThinkingDelta)]
[JsonDerivedType(typeof(ThinkingEvent), EventTypes.Thinking)]
[JsonDerivedType(typeof(TextDeltaEvent), EventTypes.TextDelta)]
[JsonDerivedType(typeof(TextEvent), EventTypes.Text)]
[JsonDerivedType(typeof(ToolCallEvent), EventTypes.ToolCall)]
[JsonDerivedType(typeof(ToolResultEvent), EventTypes.ToolResult)]
[JsonDerivedType(typeof(StopEvent), EventTypes.Stop)]
public abstract record ChatEvent
{
    private protected ChatEvent()
    {
    }

    /// <summary>The wire's name of this kind of event, one of <see cref="EventTypes"/>.</summary>
    [JsonIgnore]
    public abstract string Type { get; }

    /// <summary>
    /// The event's number in its session, which a stream can be resumed after; from 1, without a gap. Null where no stream
    /// carried the event. It stands beside the JSON (as the frame's <c>id</c>), not in it.
    /// </summary>
    [JsonIgnore]
    public long? Sequence { get; init; }
}
