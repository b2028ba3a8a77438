using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Lectern.Server.Commands;

/// <summary>What <c>--json</c> prints: the API's own records on one line, or a line for each.</summary>
internal static class CommandJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    public static string Of(JsonNode value) => value.ToJsonString(Plain);
}
