using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;

namespace Lectern.Server.Platform.Http;

/// <summary>
/// Reads a JSON body in its one form (<see cref="FreeJson"/>); what is wrong with it becomes 400, 413, 415 or 422 with the place.
/// </summary>
internal static class RequestJson
{
    /// <summary>
    /// Larger than any valid body: 32,000 characters of prompt, each escaped as a surrogate pair of six bytes a half.
    /// </summary>
    public const long MaxBodyBytes = 4 * 1024 * 1024;

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
            throw new ApiException(
                StatusCodes.Status415UnsupportedMediaType, "The body must be JSON: send content-type: application/json.");
        var canonical = Canonical(bytes);
        try
        {
            return JsonSerializer.Deserialize(canonical, type);
        }
        catch (JsonException e)
        {
            throw Problems.Single("type_error", "The value has the wrong type", [.. Location(e.Path)]);
        }
    }

    /// <summary>
    /// Refuses a body that is larger than any valid one, also for what reads its body by itself: before it is read where its
    /// length is said, else where it gets too large. The web server then reads it over for some seconds (a limit of its own would
    /// end the connection), so that a client which still sends gets the answer.
    /// </summary>
    public static void LimitBody(this HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        if (http.Request.ContentLength > MaxBodyBytes)
            throw TooLarge();
        http.Request.Body = new LimitedBody(http.Request.Body, MaxBodyBytes, TooLarge);
    }

    /// <summary>The body itself is one level above the free values that it holds.</summary>
    private static byte[] Canonical(ReadOnlyMemory<byte> body)
    {
        try
        {
            return FreeJson.Canonical(body, FreeJson.MaxLevels + 1);
        }
        catch (FreeJsonException e)
        {
            throw Problems.Single(e.Type, e.Message, ["body", .. e.Place]);
        }
        catch (JsonException e)
        {
            var place = $"line {e.LineNumber + 1}, byte {e.BytePositionInLine}";
            throw Problems.Single("json_invalid", $"JSON decode error at {place}", "body");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext http)
    {
        http.LimitBody();
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await ReadAsync(http, chunk)) > 0)
            buffer.Write(chunk, 0, read);

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    /// <summary>A body that breaks off, or whose chunks are none, is the client's fault.</summary>
    private static async ValueTask<int> ReadAsync(HttpContext http, Memory<byte> chunk)
    {
        try
        {
            return await http.Request.Body.ReadAsync(chunk, http.RequestAborted);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, $"The body is not whole: {e.Message}");
        }
    }

    private static ApiException TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {MaxBodyBytes / 1024 / 1024} MiB.");

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
