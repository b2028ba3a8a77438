using System.Net;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Platform;

public sealed class CrossOriginTests
{
    private const string Origin = "https://app.example.org";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_of_a_named_origin_may_call_and_read_also_what_failed()
    {
        await using var server = await TestServer.StartAsync(change: o => o with { CorsOrigins = [Origin] });
        using var preflight = await SendAsync(server, HttpMethod.Options, "/api/v1/chat", Origin);
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal(Origin, Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("authorization", string.Join(",", preflight.Headers.GetValues("Access-Control-Allow-Headers")));
        foreach (var path in (string[])["/api/v1/chat", "/api/v1/chat/ses-unknown", "/api/v1/nothing"])
        {
            using var ofNobody = await server.Http.GetAsync(path, Cancellation);
            Assert.Equal("Origin", Assert.Single(ofNobody.Headers.Vary));
            using var response = await SendAsync(server, HttpMethod.Get, path, Origin);
            Assert.Equal(Origin, Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
            Assert.Equal("Origin", Assert.Single(response.Headers.Vary));
            Assert.Contains("x-should-retry", string.Join(",", response.Headers.GetValues("Access-Control-Expose-Headers")));
        }
    }

    [Fact]
    public async Task No_other_origin_may()
    {
        await using var closed = await TestServer.StartAsync();
        await using var open = await TestServer.StartAsync(change: o => o with { CorsOrigins = [Origin] });
        (TestServer, string)[] foreign = [(closed, Origin), (open, "https://evil.example"), (open, "null")];
        foreach (var (server, origin) in foreign)
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Options, HttpMethod.Get])
            {
                using var response = await SendAsync(server, method, "/api/v1/chat", origin);
                Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
            }
        }
    }

    [Fact]
    public async Task Every_origin_may_where_the_settings_say_so_but_never_with_cookies()
    {
        await using var server = await TestServer.StartAsync(change: o => o with { CorsOrigins = ["*"] });
        using var response = await SendAsync(server, HttpMethod.Get, "/api/v1/chat", Origin);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    private static Task<HttpResponseMessage> SendAsync(TestServer server, HttpMethod method, string path, string origin)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", origin);
        if (method == HttpMethod.Options)
        {
            // A browser sends no key with it.
            request.Headers.Authorization = null;
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        }

        return server.Http.SendAsync(request, Cancellation);
    }
}
