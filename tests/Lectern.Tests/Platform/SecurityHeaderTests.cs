using System.Net.Http.Json;
using System.Text;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Platform;

/// <summary>What browsers are told by every kind of response, whatever came of the request.</summary>
public sealed class SecurityHeaderTests
{
    private const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_response_forbids_scripts_frames_and_keeping_it()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(("a.txt", "The quay is made of granite."u8.ToArray()));
        var session = await server.SessionAsync(index.Text("id"));
        using var noKey = new HttpClient { BaseAddress = server.Http.BaseAddress };
        var responses = new[]
        {
            await server.Http.GetAsync("/api/v1/projects", Cancellation),
            await server.Http.GetAsync($"/api/v1/chat/{session}", Cancellation),
            await server.Http.PostAsJsonAsync("/api/v1/keys", new { name = "other" }, Cancellation),
            await server.Http.PostAsJsonAsync(
                $"/api/v1/chat/{session}/messages/stream", new { prompt = "What is the quay made of?" }, Cancellation),
            await server.Http.GetAsync("/api/v1/keys/not-an-id", Cancellation),
            await server.Http.PostAsync("/api/v1/chat", new StringContent("{", Encoding.UTF8, "application/json"), Cancellation),
            await server.Http.GetAsync($"/api/v1/indexes/idx-{Guid.Empty:N}", Cancellation),
            await noKey.GetAsync("/api/v1/projects", Cancellation),
            await noKey.GetAsync("/nothing/here", Cancellation),
            await noKey.GetAsync("/health/live", Cancellation),
            await noKey.GetAsync("/openapi/v1.json", Cancellation),
            await noKey.GetAsync("/content/forged", Cancellation),
            await noKey.DeleteAsync("/health/live", Cancellation),
        };
        foreach (var response in responses)
        {
            Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
            Assert.Equal("no-referrer", Header(response, "Referrer-Policy"));
            Assert.Equal("same-origin", Header(response, "Cross-Origin-Opener-Policy"));
            Assert.Equal(Nothing, Header(response, "Content-Security-Policy"));
            Assert.Contains("no-store", Header(response, "Cache-Control"), StringComparison.Ordinal);
            Assert.Contains("microphone=()", Header(response, "Permissions-Policy"), StringComparison.Ordinal);
            var isContent = response.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/content", StringComparison.Ordinal);
            Assert.Equal(isContent ? "" : "DENY", Header(response, "X-Frame-Options"));
            Assert.Equal(isContent ? "cross-origin" : "same-origin", Header(response, "Cross-Origin-Resource-Policy"));
            response.Dispose();
        }

        Assert.Equal(13, responses.Length);
    }

    [Theory]
    [InlineData("a.txt", "text/plain", "default-src 'none'; sandbox")]
    [InlineData("a.html", "text/html", "default-src 'none'; sandbox")]
    [InlineData("a.pdf", "application/pdf", "")]
    public async Task A_presigned_link_is_kept_nowhere_and_may_be_shown_by_other_origins(string name, string type, string policy)
    {
        await using var server = await TestServer.StartAsync();
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "docs" })).Text("id");
        var file = (await server.UploadAsync(directory, name, "Granite."u8.ToArray())).Text("file_id");
        var link = (await server.GetAsync($"/api/v1/beta/files/{file}/content")).Text("url");
        using var http = new HttpClient();
        using var response = await http.GetAsync(link, Cancellation);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", Header(response, "Cache-Control"));
        Assert.Equal(policy, Header(response, "Content-Security-Policy"));
        Assert.Equal("cross-origin", Header(response, "Cross-Origin-Resource-Policy"));
        Assert.Equal("", Header(response, "X-Frame-Options"));
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
    }

    [Fact]
    public async Task The_reference_runs_its_own_script_only_and_asks_nobody_else()
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.Http.GetAsync("/docs/", Cancellation);
        var html = await response.Content.ReadAsStringAsync(Cancellation);
        var policy = Header(response, "Content-Security-Policy");
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        Assert.Contains($"nonce=\"{nonce}\"", html, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; script-src 'self' 'nonce-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("eval", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("DENY", Header(response, "X-Frame-Options"));
        foreach (var off in (string[])["\"telemetry\":false", "\"agent\":{\"disabled\":true}", "\"mcp\":{\"disabled\":true}",
            "\"hideClientButton\":true", "\"withDefaultFonts\":false", "\"showDeveloperTools\":\"never\""])
        {
            Assert.Contains(off, html, StringComparison.Ordinal);
        }

        using var again = await server.Http.GetAsync("/docs/", Cancellation);
        Assert.NotEqual(policy, Header(again, "Content-Security-Policy"));
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}
