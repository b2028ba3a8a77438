using System.Net;
using Lectern.Client;
using Lectern.Server.ChatPage;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Platform;

/// <summary>A server that a proxy shows under a path, whether the proxy takes the path off or not.</summary>
public sealed class BasePathTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_there_with_the_path_and_without_it()
    {
        await using var server = await TestServer.StartAsync(change: o => o with { BasePath = "/docs/lectern" });
        foreach (var path in (string[])["/health/live", "/api/v1/projects", "/openapi/v1.json", "/v1/models"])
        {
            using var with = await server.Http.GetAsync("/docs/lectern" + path, Cancellation);
            using var without = await server.Http.GetAsync(path, Cancellation);
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (with.StatusCode, without.StatusCode));
        }

        using var other = await server.Http.GetAsync("/docs/other/health/live", Cancellation);
        Assert.NotEqual(HttpStatusCode.OK, other.StatusCode);
        using var keyless = new HttpClient { BaseAddress = server.Http.BaseAddress };
        using var refused = await keyless.GetAsync("/docs/lectern/api/v1/projects", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains(
            "default-src 'none'", refused.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_have_the_path_and_open()
    {
        await using var server = await TestServer.StartAsync(change: o => o with { BasePath = "/lectern" });
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "docs" })).Text("id");
        var file = await server.UploadAsync(directory, "a.txt", "The quay."u8.ToArray());
        var link = (await server.GetAsync($"/lectern/api/v1/beta/files/{file.Text("file_id")}/content")).Text("url");
        Assert.StartsWith($"{server.Http.BaseAddress}lectern/content/", link, StringComparison.Ordinal);
        Assert.Equal("The quay.", await server.Http.GetStringAsync(link, Cancellation));
    }

    [Fact]
    public async Task The_APIs_document_names_the_path_whether_the_request_had_it_or_not()
    {
        await using var server = await TestServer.StartAsync(change: o => o with { BasePath = "/lectern" });
        foreach (var path in (string[])["/lectern/openapi/v1.json", "/openapi/v1.json"])
        {
            var named = Assert.Single((await server.GetAsync(path)).GetProperty("servers").EnumerateArray());
            Assert.Equal($"{server.Http.BaseAddress}lectern/", named.Text("url"));
        }

        await using var published = await TestServer.StartAsync(
            change: o => o with { BasePath = "/lectern", PublicUrl = "https://intranet.example.org/lectern" });
        var outer = (await published.GetAsync("/openapi/v1.json")).GetProperty("servers")[0];
        Assert.Equal("https://intranet.example.org/lectern/", outer.Text("url"));
    }

    [Fact]
    public async Task A_client_takes_an_address_with_the_path()
    {
        await using var server = await TestServer.StartAsync(change: o => o with { BasePath = "/lectern" });
        using var client = new LecternClient(
            new LecternClientOptions { BaseUrl = new Uri(server.Http.BaseAddress!, "lectern"), ApiKey = TestServer.Key });
        Assert.Single(await client.Projects.ListAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task The_page_looks_for_its_files_and_the_API_under_the_path()
    {
        var folder = TestServer.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), "<head><base href=\"/\"></head>", Cancellation);
        Assert.Equal(
            "<head><base href=\"/lectern/\"></head>",
            System.Text.Encoding.UTF8.GetString(PageFiles.Load(folder, "/lectern")!.Html));
        Assert.Contains(
            "<base href=\"/\">",
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src/Lectern.Web/wwwroot/index.html"), Cancellation),
            StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("/lectern", "/lectern")]
    [InlineData("/a/b_c.d~e-1/", "/a/b_c.d~e-1")]
    [InlineData("/", "")]
    [InlineData("lectern", null)]
    [InlineData("/a b", null)]
    [InlineData("/a/../b", null)]
    [InlineData("//a", null)]
    [InlineData("/a\"><script>", null)]
    public void A_path_is_plain_or_a_mistake(string given, string? taken) =>
        Assert.Equal(taken, SettingsReader.Read(["--base-path", given], Path.GetTempPath()).Options?.BasePath);
}
