using System.Net;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Hostile;

/// <summary>
/// Bodies that are too large, of a length that is said or not: each is answered in the shape of its dialect, also while it is
/// still sent.
/// </summary>
public sealed class LargeBodyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{")]
    [InlineData("/v1/chat/completions", "{\"error\":{\"message\":")]
    [InlineData("/v1/responses", "{\"error\":{\"message\":")]
    [InlineData("/v1/vector_stores/idx/search", "{\"error\":{\"message\":")]
    [InlineData("/v1/embeddings", "{\"error\":{\"message\":")]
    [InlineData("/api/v1/indexes", "{\"detail\":")]
    public async Task It_is_answered_with_413(string path, string shape)
    {
        await using var server = await TestServer.StartAsync();
        // The web server's own limit is 30 MB.
        foreach (var size in (int[])[5_000_000, 31_000_000])
        {
            foreach (var isChunked in (bool[])[true, false])
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Body(size) };
                request.Content.Headers.ContentType = new("application/json");
                request.Headers.TransferEncodingChunked = isChunked;
                request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
                using var response = await server.Http.SendAsync(request, Cancellation);
                Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
                var answer = await response.Content.ReadAsStringAsync(Cancellation);
                Assert.StartsWith(shape, answer, StringComparison.Ordinal);
                Assert.Contains("larger than 4 MiB", answer, StringComparison.Ordinal);
            }
        }

        Assert.Equal("ready", (await server.HealthAsync()).Split(':')[0]);
    }

    /// <summary>A long text in a list, as a long conversation is.</summary>
    private static ByteArrayContent Body(int size)
    {
        var bytes = new byte[size];
        bytes.AsSpan().Fill((byte)'x');
        "[\""u8.CopyTo(bytes);
        return new ByteArrayContent(bytes);
    }
}
