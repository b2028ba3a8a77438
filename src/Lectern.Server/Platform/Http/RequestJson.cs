using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lectern.Contracts;

namespace Lectern.Server.Platform.Http;

/// <summary>Reads a JSON body; what is wrong with it becomes 413, 415 or 422 with the place of the mistake.</summary>
internal static class RequestJson
{
    /// <summary>Larger than any valid body: 32,000 characters of prompt, each escaped as a surrogate pair of six bytes a half.</summary>
    private const long MaxBodyBytes = 4 * 1024 * 1024;

    /// <summary>The body, which has to be there.</summary>
    public static async Task<T> ReadJsonAsync<T>(this HttpContext http, JsonTypeInfo<T> type)
        where T : class =>
        await http.ReadOptionalJsonAsync(type) ?? throw Problems.Single("missing", "Field required", "body");

    /// <summary>The body, or null when the request has none (or the JSON <c>null</c>).</summary>
    public static async Task<T?> ReadOptionalJsonAsync<T>(this HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        var bytes = await ReadBytesAsync(http);
        if (bytes.Length == 0)
            return null;
        if (!http.Request.HasJsonContentType())
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "The body must be JSON: send content-type: application/json.");
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, type);
        }
        catch (JsonException e)
        {
            throw AsValidation(bytes, e);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext http)
    {
        if (http.Request.ContentLength > MaxBodyBytes)
            throw TooLarge();
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaxBodyBytes)
                throw TooLarge();
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static ApiException TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {MaxBodyBytes / 1024 / 1024} MiB.");

    /// <summary>Tells text that is no JSON from JSON whose values have the wrong type.</summary>
    private static ValidationException AsValidation(ReadOnlyMemory<byte> body, JsonException e)
    {
        try
        {
            using var _ = JsonDocument.Parse(body);
        }
        catch (JsonException syntax)
        {
            return Problems.Single(
                "json_invalid", $"JSON decode error at line {syntax.LineNumber + 1}, byte {syntax.BytePositionInLine}", "body");
        }

        return Problems.Single("type_error", "The value has the wrong type", [.. Location(e.Path)]);
    }

    /// <summary><c>$.index_ids[0]</c> as <c>["body", "index_ids", 0]</c>.</summary>
    private static List<object> Location(string? path)
    {
        var loc = new List<object> { "body" };
        foreach (var part in (path ?? "$").Split(['.', '['], StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var name = part.TrimEnd(']');
            loc.Add(part.EndsWith(']') && int.TryParse(name, out var position) ? position : name.Trim('\''));
        }

        return loc;
    }
}
