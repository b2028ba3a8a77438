using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lectern.Contracts;

namespace Lectern.Client.Http;

/// <summary>
/// The wire's JSON as a client writes and reads it: what is null is not sent, a discriminator may stand anywhere, and event
/// types of a newer server are skipped.
/// </summary>
internal static class ClientJson
{
    public static LecternJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new EventListConverter() },
    });

    private static readonly HashSet<string> KnownEvents =
    [
        EventTypes.UserInput, EventTypes.ThinkingDelta, EventTypes.Thinking, EventTypes.TextDelta, EventTypes.Text,
        EventTypes.ToolCall, EventTypes.ToolResult, EventTypes.Stop,
    ];

    /// <summary>An event, or null when its type is not known here.</summary>
    /// <exception cref="JsonException">This is no event.</exception>
    public static ChatEvent? ReadEvent(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        return ReadEvent(document.RootElement);
    }

    private static ChatEvent? ReadEvent(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("type", out var type)
            || type.GetString() is not { } name)
            throw new JsonException("An event has no type.");
        return KnownEvents.Contains(name) ? Filled(json.Deserialize(Wire.ChatEvent)) : null;
    }

    /// <summary>Lists that a server left out are empty.</summary>
    private static ChatEvent? Filled(ChatEvent? read) => read switch
    {
        TextEvent { Citations: null } text => text with { Citations = [] },
        StopEvent { SkippedIndexIds: null } stop => stop with { SkippedIndexIds = [] },
        _ => read,
    };

    private sealed class EventListConverter : JsonConverter<IReadOnlyList<ChatEvent>>
    {
        public override IReadOnlyList<ChatEvent> Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return [.. document.RootElement.EnumerateArray().Select(ReadEvent).OfType<ChatEvent>()];
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<ChatEvent> value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A client does not send events.");
    }
}
