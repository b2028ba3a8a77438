using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Hostile;

/// <summary>Requests that no client library would send, as bytes.</summary>
public sealed class HostileConnectionTests : IAsyncLifetime
{
    private TestServer server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFF")]
    [InlineData("FFFFFFFF")]
    [InlineData("80000000")]
    [InlineData("-1")]
    [InlineData("zz")]
    [InlineData("")]
    public async Task A_chunk_of_no_possible_size_is_the_clients_fault(string size)
    {
        foreach (var path in (string[])["beta/directories", "beta/files", "chat"])
        {
            var type = path == "beta/files" ? "multipart/form-data; boundary=x" : "application/json";
            var head = $"POST /api/v1/{path} HTTP/1.1\r\n{Always}Content-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n";
            var answer = await SendAsync(Encoding.ASCII.GetBytes($"{head}{size}\r\n{{}}\r\n0\r\n\r\n"));
            Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
            Assert.Contains("{\"detail\":", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Headers_of_any_bytes_are_refused_or_read()
    {
        foreach (var value in (byte[][])[[0xFF, 0xFE], [0xC3, 0xA4, 1], [0xED, 0xA0, 0x80], [0x7F], [9, 9]])
        {
            foreach (var name in (string[])["Idempotency-Key", "Last-Event-ID", "Authorization", "Content-Type", "X-Any"])
            {
                var head = Encoding.ASCII.GetBytes($"GET /api/v1/chat HTTP/1.1\r\n{Always}{name}: ");
                var answer = await SendAsync([.. head, .. value, .. "\r\n\r\n"u8]);
                Assert.Matches("^HTTP/1.1 [24]", answer);
            }
        }
    }

    [Fact]
    public async Task A_form_of_thousands_of_parts_is_refused_at_the_first_that_is_too_many()
    {
        var form = new StringBuilder("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\na\r\n");
        for (var i = 0; i < 5_000; i++)
            form.Append("--x\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nx\r\n");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(form.Append("--x--\r\n").ToString()));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var response = await server.Http.PostAsync("/api/v1/beta/files", content, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty((await server.GetAsync("/api/v1/beta/files")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_field_of_a_form_that_is_no_UTF8_is_refused_with_its_place()
    {
        foreach (var bytes in (byte[][])[[0xFF, 0xFE], [0xED, 0xA0, 0x80], [0x61, 0, 0x62]])
        {
            var head = "--x\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n"u8;
            byte[] form = [.. head, .. bytes, .. "\r\n--x--\r\n"u8];
            using var content = new ByteArrayContent(form);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
            using var response = await server.Http.PostAsync("/api/v1/beta/files", content, Cancellation);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            var answer = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.Contains("[\"body\",\"purpose\"]", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_answer_to_a_request_full_of_mistakes_is_not_larger_than_the_request()
    {
        var orders = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"x{i}"));
        using var content = new StringContent($"{{\"order_by\":\"{orders}\"}}", Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync("/api/v1/beta/files/query", content, Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.InRange((await response.Content.ReadAsByteArrayAsync(Cancellation)).Length, 100, 50_000);
    }

    private static string Always => $"Host: localhost\r\nAuthorization: Bearer {TestServer.Key}\r\nConnection: close\r\n";

    private async Task<string> SendAsync(byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Http.BaseAddress!.Host, server.Http.BaseAddress.Port, Cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(request, Cancellation);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, Cancellation);
        }
        catch (IOException) when (answer.Length > 0)
        {
            // The server has answered and closed without reading the rest.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
