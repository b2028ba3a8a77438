using System.Net;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Platform;

public sealed class RequestIdTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/projects")]
    [InlineData("/api/v1/chat/ses-unknown")]
    [InlineData("/v1/nothing")]
    [InlineData("/nothing")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    public async Task Every_response_has_an_id_of_its_own(string path)
    {
        await using var server = await TestServer.StartAsync();
        var ids = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            using var response = await server.Http.GetAsync(path, Cancellation);
            Assert.True(ids.Add(Assert.Single(response.Headers.GetValues("x-request-id"))));
        }
    }

    [Theory]
    [InlineData("proxy-42_a.b", true)]
    [InlineData("a b", false)]
    [InlineData("<script>", false)]
    [InlineData("", false)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", false)]
    public async Task A_proxys_id_is_kept_when_it_can_stand_in_a_log(string given, bool isKept)
    {
        await using var server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/chat/ses-unknown");
        request.Headers.TryAddWithoutValidation("x-request-id", given);
        using var response = await server.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(isKept, Assert.Single(response.Headers.GetValues("x-request-id")) == given);
    }
}
