using System.Text;
using System.Text.Json;
using Lectern.Contracts;

namespace Lectern.Server.Platform;

/// <summary>
/// Reads free JSON back from the store. What an earlier version took and could not be sent again is mended, so that a row never
/// takes its list along: what stands for no character reads U+FFFD, what is deeper than <see cref="FreeJson.MaxLevels"/> and a
/// number that no double holds read null, and what is no JSON at all reads <c>{}</c>. Thread-safe.
/// </summary>
internal static class StoredJson
{
    /// <summary>Deeper than anything that was ever taken.</summary>
    private const int MaxDepth = 1_000;

    public static JsonElement Read(string stored)
    {
        var json = Encoding.UTF8.GetBytes(stored);
        try
        {
            return Parsed(JsonFlaws.First(json, FreeJson.MaxLevels) is null ? json : Mended(json));
        }
        catch (JsonException)
        {
            return Parsed("{}"u8);
        }
    }

    private static byte[] Mended(byte[] json)
    {
        JsonFlaws.Mend(json);
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return FreeJson.Written(document.RootElement);
    }

    private static JsonElement Parsed(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, LecternJson.Wire.JsonElement);
}
