using System.Net;
using System.Net.Sockets;
using Lectern.Client;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Client;

/// <summary>
/// Failures are repeated as the official SDKs repeat them, and become exceptions that say what the server said.
/// </summary>
public sealed class ClientRetryTests
{
    private const string Projects =
        """
        [{
            "name": "Default", "id": "11111111-1111-1111-1111-111111111111", "created_at": "2026-01-01T00:00:00Z",
            "updated_at": "2026-01-01T00:00:00Z", "organization_id": "22222222-2222-2222-2222-222222222222", "is_default": true
        }]
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_failure_that_may_pass_is_repeated_and_counted(int status)
    {
        var http = new ScriptedHttp(
            _ => Failure(status), _ => Failure(status), _ => ScriptedHttp.Json(HttpStatusCode.OK, Projects));
        using var client = ClientOn.Over(http);
        Assert.Equal("Default", Assert.Single(await client.Projects.ListAsync(cancellationToken: Cancellation)).Name);
        Assert.Equal(["0", "1", "2"], Enumerable.Range(0, 3).Select(i => http.Header(i, "x-stainless-retry-count")));
    }

    public static TheoryData<Exception> BareFaults() =>
        [new SocketException(
            (int)SocketError.NotConnected), new IOException("The pipe is broken."), new HttpRequestException("No route.")];

    [Theory]
    [MemberData(nameof(BareFaults), DisableDiscoveryEnumeration = true)]
    public async Task A_fault_of_the_connection_is_repeated_and_typed_however_bare_it_comes(Exception fault)
    {
        var passes = new ScriptedHttp(_ => throw fault, _ => ScriptedHttp.Json(HttpStatusCode.OK, Projects));
        using (var client = ClientOn.Over(passes))
            Assert.Single(await client.Projects.ListAsync(cancellationToken: Cancellation));
        Assert.Equal(2, passes.Sent.Count);

        using var never = ClientOn.Over(new ScriptedHttp(_ => throw fault), o => o.MaxRetries = 0);
        var failure = await Assert.ThrowsAsync<LecternConnectionException>(
            () => never.Projects.ListAsync(cancellationToken: Cancellation));
        Assert.Same(fault, failure.InnerException);
    }

    [Fact]
    public async Task The_server_decides_with_x_should_retry()
    {
        var never = new ScriptedHttp(_ => Failure(500, ("x-should-retry", "false")));
        using (var client = ClientOn.Over(never))
            await Assert.ThrowsAsync<LecternServerException>(() => client.Projects.ListAsync(cancellationToken: Cancellation));
        Assert.Single(never.Sent);

        var always = new ScriptedHttp(
            _ => Failure(404, ("x-should-retry", "true")), _ => ScriptedHttp.Json(HttpStatusCode.OK, Projects));
        using (var client = ClientOn.Over(always))
            await client.Projects.ListAsync(cancellationToken: Cancellation);
        Assert.Equal(2, always.Sent.Count);
    }

    [Theory]
    [InlineData("retry-after-ms", "1500", 1.5, 1.5)]
    [InlineData("retry-after", "7", 7, 7)]
    [InlineData("retry-after", "90", 0.375, 0.5)]
    [InlineData("x-none", "1", 0.375, 0.5)]
    public async Task The_pause_is_what_the_server_asks_for_else_half_a_second_less_chance(
        string header, string value, double least, double most)
    {
        var time = new FakeTimeProvider();
        var http = new ScriptedHttp(_ => Plain(429, (header, value)), _ => ScriptedHttp.Json(HttpStatusCode.OK, Projects));
        using var client = ClientOn.Over(http, o => (o.TimeProvider, o.Timeout) = (time, TimeSpan.FromHours(1)));

        var call = client.Projects.ListAsync(cancellationToken: Cancellation);
        time.Advance(TimeSpan.FromSeconds(least - 0.01));
        Assert.Single(http.Sent);
        time.Advance(TimeSpan.FromSeconds(most - least + 0.02));
        await call.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(2, http.Sent.Count);
    }

    [Theory]
    [InlineData(400, typeof(LecternBadRequestException))]
    [InlineData(401, typeof(LecternAuthenticationException))]
    [InlineData(403, typeof(LecternPermissionException))]
    [InlineData(404, typeof(LecternNotFoundException))]
    [InlineData(409, typeof(LecternConflictException))]
    [InlineData(413, typeof(LecternApiException))]
    [InlineData(422, typeof(LecternValidationException))]
    [InlineData(429, typeof(LecternRateLimitException))]
    [InlineData(502, typeof(LecternServerException))]
    public async Task A_status_has_its_exception_with_the_servers_sentence(int status, Type type)
    {
        using var client = ClientOn.Over(new ScriptedHttp(_ => Failure(status, ("x-should-retry", "false"))));
        var failure = await Assert.ThrowsAnyAsync<LecternApiException>(
            () => client.Projects.ListAsync(cancellationToken: Cancellation));
        Assert.Equal((type, (HttpStatusCode)status, "It is so."), (failure.GetType(), failure.Status, failure.Detail));
    }

    [Fact]
    public async Task Validation_errors_are_read_and_told_in_one_line_and_other_bodies_leave_the_status()
    {
        const string Errors =
            """{"detail":[{"loc":["body","store_attachments",0],"msg":"Input should be 'items'","type":"enum"}]}""";
        var http = new ScriptedHttp(
            _ => ScriptedHttp.Json(HttpStatusCode.UnprocessableEntity, Errors),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("<html>a proxy's page") });
        using var client = ClientOn.Over(http);
        var invalid = await Assert.ThrowsAsync<LecternValidationException>(
            () => client.Projects.ListAsync(cancellationToken: Cancellation));
        Assert.Equal("body.store_attachments.0: Input should be 'items'", invalid.Detail);
        Assert.Equal("enum", Assert.Single(invalid.Errors).Type);
        var missing = await Assert.ThrowsAsync<LecternNotFoundException>(
            () => client.Projects.ListAsync(cancellationToken: Cancellation));
        Assert.Contains("404", missing.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_or_is_too_slow_is_named()
    {
        using var nobody = ClientOn.Over(new ScriptedHttp(_ => throw new HttpRequestException("refused")), o => o.MaxRetries = 0);
        var away = await Assert.ThrowsAsync<LecternConnectionException>(
            () => nobody.Projects.ListAsync(cancellationToken: Cancellation));
        Assert.Contains("http://server.test", away.Message, StringComparison.Ordinal);

        using var slow = ClientOn.Over(new NeverAnswers(), o => (o.MaxRetries, o.Timeout) = (0, TimeSpan.FromMilliseconds(20)));
        await Assert.ThrowsAsync<LecternTimeoutException>(() => slow.Projects.ListAsync(cancellationToken: Cancellation));
        using var impatient = new CancellationTokenSource();
        using var patient = ClientOn.Over(new NeverAnswers());
        var call = patient.Projects.ListAsync(cancellationToken: impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public void Address_and_key_come_from_the_environment_as_a_pair()
    {
        LecternClientOptions Complete(LecternClientOptions options, params (string Name, string Value)[] environment) =>
            options.Complete(name => environment.FirstOrDefault(e => e.Name == name).Value);
        (string, string) hostedUrl = ("LLAMA_CLOUD_BASE_URL", "https://hosted.test"), hostedKey = ("LLAMA_CLOUD_API_KEY", "llx");

        var own = Complete(new(), ("LECTERN_BASE_URL", "http://own.test"), ("LECTERN_API_KEY", "lk"), hostedUrl, hostedKey);
        Assert.Equal(("http://own.test/", "lk"), (own.BaseUrl!.AbsoluteUri, own.ApiKey!));
        var hosted = Complete(new(), hostedUrl, hostedKey);
        Assert.Equal(("https://hosted.test/", "llx"), (hosted.BaseUrl!.AbsoluteUri, hosted.ApiKey!));
        Assert.Contains(
            "No key",
            Assert.Throws<ArgumentException>(() => Complete(new(), ("LECTERN_BASE_URL", "http://own.test"), hostedKey)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "LECTERN_BASE_URL", Assert.Throws<ArgumentException>(() => Complete(new())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Complete(new() { ApiKey = "k" }, ("LECTERN_BASE_URL", "not a url")));
        Assert.Throws<ArgumentException>(() => Complete(new() { ApiKey = "k", BaseUrl = new Uri("file:///etc/passwd") }));
    }

    private static HttpResponseMessage Plain(int status, params (string Name, string Value)[] headers) =>
        ScriptedHttp.Json((HttpStatusCode)status, """{"detail":"It is so."}""", headers);

    /// <summary>Asks for a pause of a millisecond, so that the tests need not wait.</summary>
    private static HttpResponseMessage Failure(int status, params (string Name, string Value)[] headers) =>
        Plain(status, [("retry-after-ms", "1"), .. headers]);

    private sealed class NeverAnswers : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It does not come here.");
        }
    }
}
