using System.Text.Json;
using Lectern.Contracts;

namespace Lectern.Server.Chat;

/// <summary>An event as the log holds it and as it is sent.</summary>
/// <param name="Sequence">Per session, from 1, without a gap.</param>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Json">The event's JSON, one line.</param>
internal readonly record struct LoggedEvent(long Sequence, string Type, string Json)
{
    public static LoggedEvent Of(long sequence, ChatEvent chatEvent) => new(sequence, chatEvent.Type, ToJson(chatEvent));

    /// <summary>The only way an event becomes JSON: a replayed delta is byte for byte the one that was sent live.</summary>
    public static string ToJson(ChatEvent chatEvent) => JsonSerializer.Serialize(chatEvent, LecternJson.Wire.ChatEvent);

    public static ChatEvent FromJson(string json) =>
        JsonSerializer.Deserialize(json, LecternJson.Wire.ChatEvent) ?? throw new InvalidDataException("A stored event is null.");
}
