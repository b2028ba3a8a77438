using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Lectern.Server.Platform;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

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

    [Fact]
    public async Task Lines_in_JSON_that_a_turn_logs_have_the_id_of_the_request_that_began_it()
    {
        using var lines = new JsonLines();
        await using var server = await TestServer.StartAsync(
            services => services.AddSingleton<ILoggerProvider>(lines).AddSingleton<IChatClient>(new BrokenModel()));
        var index = (await server.IndexAsync(("a.md", "A quay."u8.ToArray()))).Text("id");
        var session = await server.SessionAsync(index);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/chat/{session}/messages/stream")
        {
            Content = JsonContent.Create(new { prompt = "What?" }),
        };
        request.Headers.Add("x-request-id", "slow-4711");
        using var response = await server.Http.SendAsync(request, Cancellation);
        await response.Content.ReadAsStringAsync(Cancellation);
        var failed = Assert.Single(lines.All, l => l.Contains($"The turn of {session} failed", StringComparison.Ordinal));
        Assert.Contains("\"request\":\"slow-4711\"", failed, StringComparison.Ordinal);
        var synced = lines.All.Where(l => l.Contains("files read", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(synced);
        Assert.All(synced, l => Assert.DoesNotContain("\"request\"", l, StringComparison.Ordinal));
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

    /// <summary>Fails as nobody foresaw.</summary>
    private sealed class BrokenModel : IChatClient
    {
        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    /// <summary>Keeps the log as <c>LECTERN_LOGS=json</c> writes it. Thread-safe.</summary>
    private sealed class JsonLines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();
        private readonly JsonLogLines format = new(TimeProvider.System);

        public IReadOnlyCollection<string> All => lines;

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var line = new StringWriter();
            format.Write(new LogEntry<TState>(logLevel, "test", eventId, state, exception, formatter), null, line);
            lines.Enqueue(line.ToString());
        }
    }
}
