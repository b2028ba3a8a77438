using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lectern.Server.Platform;

/// <summary>
/// JSON of strangers that is kept and sent again: bodies with their metadata and filters, forms, a model's arguments. It has one
/// form, and is given it here as it enters: UTF-8 of whole characters and without U+0000, at most <see cref="MaxLevels"/> levels,
/// numbers that a double can hold, each name once in an object (the last one counts). What cannot be given it is refused.
/// Thread-safe.
/// </summary>
internal static class FreeJson
{
    /// <summary>A value that is no list and no object has none.</summary>
    public const int MaxLevels = 16;

    /// <summary>Of a value that is kept.</summary>
    public const int MaxCharacters = 64 * 1024;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The same value in its one form.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FreeJsonException">It cannot be kept and sent again.</exception>
    public static byte[] Canonical(ReadOnlyMemory<byte> json, int maxLevels = MaxLevels)
    {
        if (JsonFlaws.First(json.Span, maxLevels) is { } flaw)
            throw flaw;
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxLevels });
        return Written(document.RootElement, maxLevels);
    }

    /// <summary>
    /// Writes a value whose strings are whole; what is deeper, and a number that no double holds, becomes null.
    /// </summary>
    public static byte[] Written(JsonElement value, int maxLevels = MaxLevels)
    {
        var written = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(written, Readable))
            Write(writer, value, maxLevels);
        return written.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, int levels)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when levels > 0:
                WriteObject(writer, value, levels - 1);
                break;
            case JsonValueKind.Array when levels > 0:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item, levels - 1);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetString());
                break;
            case JsonValueKind.Number when double.IsFinite(value.GetDouble()):
                writer.WriteRawValue(value.GetRawText());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBooleanValue(value.GetBoolean());
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement value, int levels)
    {
        var properties = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
            properties[property.Name] = property.Value;
        writer.WriteStartObject();
        foreach (var (name, item) in properties)
        {
            writer.WritePropertyName(name);
            Write(writer, item, levels);
        }

        writer.WriteEndObject();
    }
}
