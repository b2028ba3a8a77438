using System.Net;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Platform;

/// <summary>Where a request says that it came from and went to.</summary>
public sealed class RequestOriginTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_stranger_says_was_forwarded_does_not_get_into_links()
    {
        await using var server = await TestServer.StartAsync();
        var link = await LinkAsync(server, ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"));
        Assert.StartsWith(server.Http.BaseAddress!.ToString(), link, StringComparison.Ordinal);

        await using var behind = await TestServer.StartAsync(change: o => o with { Proxies = [IPNetwork.Parse("10.0.0.0/8")] });
        Assert.StartsWith(
            behind.Http.BaseAddress!.ToString(),
            await LinkAsync(behind, ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_named_proxy_forwards_does()
    {
        await using var server = await TestServer.StartAsync(change: o => o with { Proxies = [IPNetwork.Parse("127.0.0.1/32")] });
        Assert.StartsWith(
            "https://docs.example/content/",
            await LinkAsync(server, ("X-Forwarded-Host", "docs.example"), ("X-Forwarded-Proto", "https")),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "http://docs.example/content/", await LinkAsync(server, ("Host", "docs.example")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("localhost", 200)]
    [InlineData("localhost:9999", 200)]
    [InlineData("lectern.localhost", 200)]
    [InlineData("[::1]:5080", 200)]
    [InlineData("192.0.2.1", 200)]
    [InlineData("docs.example", 200)]
    public async Task A_server_of_this_machine_answers_under_its_own_names(string host, int status)
    {
        await using var server = await TestServer.StartAsync(change: o => o with { PublicUrl = "https://docs.example/chat" });
        foreach (var path in (string[])["/health/live", "/docs/", "/api/v1/projects"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
            using var response = await server.Http.SendAsync(request, Cancellation);
            Assert.Equal(status, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task A_server_that_others_can_reach_answers_under_any_name()
    {
        await using var server = await TestServer.StartAsync(
            change: o => o with { Urls = ["http://127.0.0.1:0", "http://*:0"] });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { Host = "docs.example" } };
        using var response = await server.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public void Proxies_are_addresses_or_networks()
    {
        var (options, mistakes) = SettingsReader.Read(["--proxies", "127.0.0.1, ::1;10.0.0.0/8"], ".");
        Assert.Empty(mistakes);
        Assert.Equal(["127.0.0.1/32", "::1/128", "10.0.0.0/8"], options!.Proxies.Select(p => p.ToString()));
        var mistake = Assert.Single(SettingsReader.Read(["--proxies", "proxy.example"], ".").Mistakes);
        Assert.Contains("proxy.example", mistake, StringComparison.Ordinal);
    }

    private static async Task<string> LinkAsync(TestServer server, params (string Name, string Value)[] headers)
    {
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "docs" })).Text("id");
        var file = (await server.UploadAsync(directory, "a.txt", "Granite."u8.ToArray())).Text("file_id");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/beta/files/{file}/content");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await server.Http.SendAsync(request, Cancellation);
        return (await TestServer.JsonOf(response)).Text("url");
    }
}
