using System.Net;
using System.Net.Sockets;
using System.Text;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Library;

public sealed class UploadHttpTests : IAsyncLifetime
{
    private TestServer server = null!;
    private string directory = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(change: o => o with { MaxUploadBytes = 1_000_000 });
        directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(1_000_000, HttpStatusCode.Created)]
    [InlineData(1_000_001, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(9_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_file_beyond_the_limit_is_refused_and_nothing_is_stored(int bytes, HttpStatusCode expected)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[bytes]), "upload_file", "big.bin" } };
        using var response = await server.Http.PostAsync(
            $"/api/v1/beta/directories/{directory}/files/upload", form, Cancellation);
        Assert.Equal(expected, response.StatusCode);
        await AssertStoredAsync(expected == HttpStatusCode.Created ? 1 : 0);
    }

    [Fact]
    public async Task An_upload_that_stops_half_way_leaves_nothing()
    {
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(server.Http.BaseAddress!.Host, server.Http.BaseAddress.Port, Cancellation);
            var head =
                $"POST /api/v1/beta/directories/{directory}/files/upload HTTP/1.1\r\nHost: localhost\r\n"
                + $"Authorization: Bearer {TestServer.Key}\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 500000\r\n\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"upload_file\"; filename=\"a.txt\"\r\n\r\nhalf of it";
            await socket.SendAsync(Encoding.ASCII.GetBytes(head), Cancellation);
            await Task.Delay(200, Cancellation);
        }

        for (var i = 0; i < 50 && Directory.EnumerateFiles(Path.Combine(server.DataFolder, "tmp")).Any(); i++)
            await Task.Delay(50, Cancellation);
        await AssertStoredAsync(0);
    }

    [Theory]
    [InlineData("name=\"upload_file\"; filename*=utf-7''+ADw-.txt")]
    [InlineData("name=\"=?utf-7?B?K0FEdy0=?=\"; filename=\"a.txt\"")]
    [InlineData("name=\"upload_file\"; filename=\"=?utf-7?B?K0FEdy0=?=\"")]
    [InlineData("name=\"upload_file\"; filename*=nonsense''x")]
    public async Task A_name_in_an_encoding_that_is_not_read_is_the_clients_fault_or_a_plain_name(string disposition)
    {
        var body = $"--b\r\nContent-Disposition: form-data; {disposition}\r\n\r\nx\r\n--b--\r\n";
        foreach (var path in (string[])[$"/api/v1/beta/directories/{directory}/files/upload", "/api/v1/beta/files"])
        {
            using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
            using var response = await server.Http.PostAsync(path, content, Cancellation);
            Assert.True((int)response.StatusCode < 500, await response.Content.ReadAsStringAsync(Cancellation));
        }
    }

    [Theory]
    [InlineData("metadata", "[1]", "body.metadata")]
    [InlineData("metadata", "{\"a\":{}}", "body.metadata.a")]
    [InlineData("metadata", "{", "body.metadata")]
    public async Task A_form_with_a_wrong_field_stores_nothing(string field, string value, string loc)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent("x"u8.ToArray()), "upload_file", "a.txt" },
            { new StringContent(value), field },
        };
        using var response = await server.Http.PostAsync(
            $"/api/v1/beta/directories/{directory}/files/upload", form, Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains(
            string.Join(',', loc.Split('.').Select(l => $"\"{l}\"")), await response.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal);
        await AssertStoredAsync(0);
    }

    [Fact]
    public async Task A_form_without_a_file_or_to_an_unknown_directory_is_refused()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "display_name" } };
        using var response = await server.Http.PostAsync(
            $"/api/v1/beta/directories/{directory}/files/upload", form, Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        using var file = new MultipartFormDataContent { { new StringContent("x"), "upload_file", "x" } };
        using var unknown = await server.Http.PostAsync("/api/v1/beta/directories/dir-none/files/upload", file, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_name_with_a_path_is_only_a_name()
    {
        var file = await server.UploadAsync(directory, "..\\..\\etc/passwd", "x"u8.ToArray());
        Assert.Equal("passwd", file.Text("display_name"));
    }

    private async Task AssertStoredAsync(int count)
    {
        var files = (await server.GetAsync($"/api/v1/beta/directories/{directory}/files")).GetProperty("items");
        Assert.Equal(count, files.GetArrayLength());
        Assert.Equal(
            count, Directory.EnumerateFiles(Path.Combine(server.DataFolder, "blobs"), "*", SearchOption.AllDirectories).Count());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.DataFolder, "tmp")));
    }
}
