using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lectern.Tests.Client;

/// <summary>What the client tells of its calls: raw responses with their ids, lines of a log, spans.</summary>
public sealed class ClientTelemetryTests
{
    private const string Session =
        """{"session_id":"ses-1","created_at":"2026-01-01T00:00:00Z","index_ids":null,"shared_access":"read_only"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_calls_responses_are_kept_as_they_came_with_their_ids()
    {
        var http = new ScriptedHttp(
            _ => Answer(HttpStatusCode.ServiceUnavailable, """{"detail":"Not now."}""", "r1"),
            _ => Answer(HttpStatusCode.OK, Session, "r2"), _ => Answer(HttpStatusCode.NotFound, """{"detail":"None."}""", "r3"));
        using var client = ClientOn.Over(http);
        using (var outer = ResponseCapture.Begin())
        {
            using (var responses = ResponseCapture.Begin())
            {
                await client.Chat.GetSummaryAsync("ses-1", Cancellation);
                Assert.Equal(
                    [(HttpStatusCode.ServiceUnavailable, "r1"), (HttpStatusCode.OK, "r2")],
                    responses.Responses.Select(r => (r.Status, r.RequestId!)));
                var last = responses.Last!;
                Assert.Equal(Session, Encoding.UTF8.GetString(last.Body!.Value.Span));
                Assert.Equal("application/json; charset=utf-8", last.Headers["Content-Type"]);
                Assert.Equal((HttpMethod.Get, "/api/v1/chat/ses-1/summary"), (last.Method, last.Address.AbsolutePath));
            }

            var fault = await Assert.ThrowsAsync<LecternNotFoundException>(
                () => client.Chat.GetSummaryAsync("ses-1", Cancellation));
            Assert.Equal(["r1", "r2", "r3"], outer.Responses.Select(r => r.RequestId));
            Assert.Equal(fault.RequestId, outer.Last!.RequestId);
        }

        var made = LecternModelFactory.Response(
            HttpMethod.Get, new Uri("http://a.test"), HttpStatusCode.OK, [new("x-request-id", "r4")]);
        Assert.Equal("r4", made.RequestId);
    }

    /// <summary>What a method begins that is not awaited there keeps the capture that was open when it began.</summary>
    [Fact]
    public async Task One_that_has_ended_keeps_nothing_more_of_what_began_before()
    {
        using var client = ClientOn.Over(new ScriptedHttp(
            _ => Answer(HttpStatusCode.OK, Session, "r1"), _ => Answer(HttpStatusCode.OK, Session, "r2")));
        using var outer = ResponseCapture.Begin();
        var go = new TaskCompletionSource();
        ResponseCapture ended;
        Task later;
        using (ended = ResponseCapture.Begin())
        {
            later = LaterAsync();
            await client.Chat.GetSummaryAsync("ses-1", Cancellation);
        }

        go.SetResult();
        await later;
        Assert.Equal(["r1"], ended.Responses.Select(r => r.RequestId));
        Assert.Equal(["r1", "r2"], outer.Responses.Select(r => r.RequestId));

        async Task LaterAsync()
        {
            await go.Task;
            await client.Chat.GetSummaryAsync("ses-1", Cancellation);
        }
    }

    [Fact]
    public async Task A_streams_response_is_kept_without_its_body()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.NewClient();
        var session = await client.Chat.CreateAsync(["idx-none"], cancellationToken: Cancellation);
        using var responses = ResponseCapture.Begin();
        var events = await client.Chat.StreamAsync(session.SessionId, "What?", cancellationToken: Cancellation).AllAsync();
        Assert.IsType<StopEvent>(events[^1]);
        var raw = Assert.Single(responses.Responses);
        Assert.Null(raw.Body);
        Assert.StartsWith("text/event-stream", raw.Headers["content-type"], StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", raw.RequestId);
    }

    [Fact]
    public async Task A_containers_log_gets_what_is_tried_again_and_no_word_of_the_call()
    {
        using var log = new MemoryLog(LogLevel.Debug);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug));
        services.AddLecternClient(options => (options.BaseUrl, options.ApiKey) = (new Uri("http://server.test"), "secret-key"))
            .ConfigurePrimaryHttpMessageHandler(() => new ScriptedHttp(
                _ => Answer(
                    HttpStatusCode.ServiceUnavailable, """{"detail":"Not now, canary."}""", "r1", ("retry-after-ms", "1")),
                _ => Answer(HttpStatusCode.OK, Session, "r2"),
                _ => Answer(HttpStatusCode.NotFound, """{"detail":"No."}""", "r3")));
        await using var container = services.BuildServiceProvider();
        var client = container.GetRequiredService<LecternClient>();
        await client.Chat.SetTitleAsync("ses-1", "canary", Cancellation);
        await Assert.ThrowsAsync<LecternNotFoundException>(() => client.Chat.GetSummaryAsync("ses-2", Cancellation));
        var own = log.Entries.Where(l => l.Category == "Lectern.Client").ToList();
        Assert.Equal([LogLevel.Warning, LogLevel.Debug, LogLevel.Debug], own.Select(l => l.Level));
        Assert.Matches(
            "^POST /api/v1/chat/ses-1/title failed \\(503\\) and is tried again after .* \\(request r1\\)$", own[0].Text);
        Assert.Matches("^POST /api/v1/chat/ses-1/title answered 200 after .* ms \\(request r2\\)$", own[1].Text);
        Assert.Equal("GET /api/v1/chat/ses-2/summary failed (404; request r3)", own[2].Text);
        Assert.All(own, l => Assert.DoesNotMatch("canary|secret-key", l.Text));
    }

    [Fact]
    public void A_log_that_was_chosen_is_not_the_containers()
    {
        using var chosen = LoggerFactory.Create(_ => { });
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLecternClient(options => options.LoggerFactory = chosen);
        using var container = services.BuildServiceProvider();
        Assert.Same(chosen, container.GetRequiredService<IOptions<LecternClientOptions>>().Value.LoggerFactory);
    }

    [Fact]
    public async Task A_turn_is_a_span_with_the_calls_of_all_its_connections_and_the_server_goes_on_with_the_trace()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is LecternClient.ActivitySourceName or "Lectern",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        await using var proxy = new TcpProxy(server.Http.BaseAddress!);
        var index = await server.IndexAsync(("guide.md", "The canary dome opens every Thursday."u8.ToArray()));
        using var client = ClientOn.New(proxy.Address);
        var session = await client.Chat.CreateAsync([index.Text("id")], cancellationToken: Cancellation);
        using var caller = new Activity("caller").Start();
        model.Say("The canary ");
        await foreach (var next in client.Chat.StreamAsync(
            session.SessionId, "When does the canary dome open?", cancellationToken: Cancellation))
        {
            // In between the consumer's own span is what it was.
            Assert.Same(caller, Activity.Current);
            if (next is not TextDeltaEvent { Content: "The canary " })
                continue;
            proxy.Cut();
            model.Say("dome.");
            model.End();
        }

        var spans = ended.Where(s => s.TraceId == caller.TraceId).ToList();
        var turn = Assert.Single(spans, s => s.Source.Name == LecternClient.ActivitySourceName && s.OperationName == "turn");
        Assert.Equal(session.SessionId, turn.GetTagItem("gen_ai.conversation.id"));
        var calls = spans.Where(s => s.Source.Name == LecternClient.ActivitySourceName && s != turn).ToList();
        Assert.True(calls.Count > 1, $"{calls.Count} calls");
        Assert.All(calls, c => Assert.Equal(turn.SpanId, c.ParentSpanId));
        var requests = spans.Where(s => s.Source.Name == "Lectern").Select(s => s.GetTagItem("lectern.request")).ToList();
        Assert.All(
            calls.Where(c => c.Status != ActivityStatusCode.Error),
            c => Assert.Contains(c.GetTagItem("lectern.request"), requests));
        Assert.All(
            spans.Where(s => s.Source.Name == LecternClient.ActivitySourceName).SelectMany(s => s.TagObjects),
            t => Assert.DoesNotContain("canary", $"{t.Value}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_span_says_how_its_call_failed()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == LecternClient.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var caller = new Activity("caller").Start();
        using var left = new CancellationTokenSource();
        using var client = ClientOn.Over(
            new ScriptedHttp(
                _ => Answer(HttpStatusCode.OK, Session, "r1"), _ => Answer(HttpStatusCode.NotFound, """{"detail":"No."}""", "r2"),
                _ => Answer(HttpStatusCode.OK, "null", "r3"),
                _ => ScriptedHttp.Events(
                    "id: 1\ndata: {\"type\":\"stop\",\"usage\":{\"turns\":1,\"duration_ms\":1},\"is_error\":true,"
                    + "\"error\":\"It broke.\"}\n\n"),
                _ => ScriptedHttp.Events("data: {\"type\":\"user_input\",\"content\":\"Hello?\"}\n\n"),
                _ =>
                {
                    left.Cancel();
                    throw new OperationCanceledException(left.Token);
                }),
            options => options.MaxRetries = 0);
        await client.Chat.GetSummaryAsync("ses-1", Cancellation);
        await Assert.ThrowsAsync<LecternNotFoundException>(() => client.Chat.GetSummaryAsync("ses-1", Cancellation));
        await Assert.ThrowsAsync<LecternException>(() => client.Chat.GetSummaryAsync("ses-1", Cancellation));
        await client.Chat.StreamAsync("ses-1", "Hello?", cancellationToken: Cancellation).AllAsync();
        await Assert.ThrowsAsync<LecternConnectionException>(
            () => client.Chat.StreamAsync("ses-1", "Hello?", cancellationToken: Cancellation).AllAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Chat.GetSummaryAsync("ses-1", left.Token));
        Assert.Equal(
            [
                ("GET", "Unset", ""), ("GET", "Error", "404"), ("GET", "Error", nameof(LecternException)), ("POST", "Unset", ""),
                ("turn", "Error", "turn_failed"), ("POST", "Unset", ""), ("turn", "Error", nameof(LecternConnectionException)),
                ("GET", "Error", "cancelled"),
            ],
            ended.Where(s => s.TraceId == caller.TraceId)
                .Select(s => (s.OperationName, s.Status.ToString(), $"{s.GetTagItem("error.type")}")));
    }

    private static HttpResponseMessage Answer(
        HttpStatusCode status, string json, string id, params (string Name, string Value)[] headers) =>
        ScriptedHttp.Json(status, json, [("x-request-id", id), .. headers]);
}
