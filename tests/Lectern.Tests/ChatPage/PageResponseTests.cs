using System.Net;
using System.Security.Cryptography;
using System.Text;
using Lectern.Server.ChatPage;
using Lectern.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.ChatPage;

/// <summary>
/// How the built page is sent: its smallest form, kept for good where its name or query holds its hash, and nothing from
/// elsewhere.
/// </summary>
public sealed class PageResponseTests : IAsyncDisposable
{
    private const string Html =
        """<link href="app.css"><link href="_framework/run.js">"""
        + """<script src="_framework/run.0123456789.js"></script><script>let a = 1;</script>""";
    private readonly string folder = Directory.CreateTempSubdirectory("lectern-page-").FullName;
    private WebApplication? app;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_address_of_the_page_gets_its_html_and_the_api_stays_the_apis()
    {
        using var http = await StartAsync();
        foreach (var path in new[] { "/", "/settings", "/c/ses-1", "/index.html" })
            Assert.Contains("let a = 1;", await http.GetStringAsync(path, Cancellation), StringComparison.Ordinal);
        foreach (var path in new[] { "/api/v1/chat", "/c/ses-1/more", "/c/", "/stamp/..%2f..%2fetc/passwd", "/nothing.js" })
            Assert.Equal("the api", await http.GetStringAsync(path, Cancellation));
        using var post = await http.PostAsync("/", null, Cancellation);
        Assert.Equal("the api", await post.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task The_html_names_files_with_their_hash_and_allows_no_script_but_its_own()
    {
        using var http = await StartAsync();
        using var response = await http.GetAsync("/", Cancellation);
        var html = await response.Content.ReadAsStringAsync(Cancellation);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        var tag = Convert.ToHexStringLower(SHA256.HashData("body{}"u8))[..16];

        Assert.Contains($"href=\"app.css?v={tag}\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"_framework/run.0123456789.js\"", html, StringComparison.Ordinal);
        Assert.Contains("src=\"_framework/run.0123456789.js\"", html, StringComparison.Ordinal);
        Assert.Contains(
            $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes("let a = 1;")))}'", policy,
            StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
        using var again = await GetAsync(http, "/", ("If-None-Match", response.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var style = await http.GetAsync("/app.css?v=" + tag, Cancellation);
        Assert.Contains("immutable", style.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var plain = await http.GetAsync("/app.css", Cancellation);
        Assert.Equal("no-cache", plain.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br", "small")]
    [InlineData("gzip", "gzip", "larger")]
    [InlineData("br;q=0, gzip", "gzip", "larger")]
    [InlineData("", null, "the whole program")]
    public async Task A_file_comes_in_the_smallest_form_that_the_browser_takes(string accepted, string? encoding, string body)
    {
        using var http = await StartAsync();
        using var response = await GetAsync(http, "/_framework/run.0123456789.js", ("Accept-Encoding", accepted));
        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(body, await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("text/javascript", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
    }

    [Fact]
    public async Task A_server_without_a_page_says_so()
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.Http.GetAsync("/", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("build-page", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient http, string path, (string Name, string Value) header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (header.Value.Length > 0)
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return await http.SendAsync(request, Cancellation);
    }

    private async Task<HttpClient> StartAsync()
    {
        Directory.CreateDirectory(Path.Combine(folder, "_framework"));
        foreach (var (name, content) in new[]
        {
            ("index.html", Html), ("app.css", "body{}"), ("_framework/run.0123456789.js", "the whole program"),
            ("_framework/run.0123456789.js.br", "small"), ("_framework/run.0123456789.js.gz", "larger"),
        })
            await File.WriteAllTextAsync(Path.Combine(folder, name), content, Cancellation);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.UsePage(folder);
        app.Run(http => http.Response.WriteAsync("the api"));
        await app.StartAsync(Cancellation);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new HttpClient { BaseAddress = new Uri(address) };
    }
}
