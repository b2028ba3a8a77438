using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lectern.Client.Http;

/// <summary>One call: everything but the server's address and the key. Its content can be made anew for each attempt.</summary>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    public Query Query { get; init; } = [];

    /// <summary>Makes the body; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>False when the body can be read only once.</summary>
    public bool CanRepeat { get; init; } = true;

    /// <summary>The answer is a stream: it is over when its headers are there, and may go on for as long as it likes.</summary>
    public bool Streams { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Attempts made elsewhere before the first of this call, told as <c>x-stainless-retry-count</c>.</summary>
    public int EarlierAttempts { get; init; }

    public static ApiRequest Get(string path, Query? query = null) => new(HttpMethod.Get, path) { Query = query ?? [] };

    public static ApiRequest Delete(string path) => new(HttpMethod.Delete, path);

    public static ApiRequest Post(string path) => new(HttpMethod.Post, path);

    public ApiRequest WithJson<T>(T body, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        return this with
        {
            Content = () =>
                new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
    }
}
