using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Lectern.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Lectern.Tests.Platform.Diagnostics;

/// <summary>What a collector gets over OTLP, and what Prometheus reads.</summary>
public sealed class TelemetryExportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_collector_gets_the_trace_from_the_requests_id_on_and_no_word_of_anybody()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = await TestServer.StartAsync(
            services => services.ConfigureAll<OtlpExporterOptions>(otlp =>
            {
                otlp.Endpoint = new Uri(collector.Address);
                otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
            }),
            options => options with { SendsTelemetry = true });
        var made = await server.IndexAsync(("zebrafile.md", "The xylophone of Halden is made of granite."u8.ToArray()));
        var index = made.Text("id");
        var session = await server.SessionAsync(index);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/chat/{session}/messages/stream")
        {
            Content = JsonContent.Create(new { prompt = "What is the xylophone of Halden made of?" }),
        };
        request.Headers.Add("x-request-id", "followed-4711");
        using var response = await server.Http.SendAsync(request, Cancellation);
        Assert.Contains("granite", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        server.Services.GetRequiredService<TracerProvider>().ForceFlush();
        server.Services.GetRequiredService<MeterProvider>().ForceFlush();

        var told = collector.Text;
        string[] expected =
            ["followed-4711", "turn.step", "turn.model", "search.words", "turn.log", "lectern.turns.duration", session];
        foreach (var word in expected)
            Assert.Contains(word, told, StringComparison.Ordinal);
        foreach (var word in (string[])["xylophone", "zebrafile", TestServer.Key])
            Assert.DoesNotContain(word, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_for_a_key_with_the_server_right_alone()
    {
        await using var server = await TestServer.StartAsync(change: options => options with { ShowsMetrics = true });
        var index = (await server.IndexAsync(("a.md", "The quay is made of granite."u8.ToArray()))).Text("id");
        await server.AskAsync(await server.SessionAsync(index), "What is the quay made of?");
        var metrics = await server.Http.GetStringAsync("/metrics", Cancellation);
        string[] expected =
        [
            "lectern_turns_duration_seconds_bucket", "lectern_turns_running", "http_server_request_duration_seconds",
            "lectern_syncs_duration_seconds_bucket", "lectern_syncs_running", "lectern_syncs_queued",
            "lectern_syncs_oldest_seconds", "lectern_syncs_pages", "gen_ai_client_operation_duration_seconds_bucket",
        ];
        foreach (var name in expected)
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        var lines = metrics.Split('\n');
        foreach (var stage in (string[])
            [
                "turn", "turn.wait", "turn.step", "turn.model", "turn.tool", "turn.proof", "turn.log", "search", "search.words",
                "sync", "sync.plan", "sync.file", "sync.write",
            ])
        {
            Assert.Contains(lines, l => l.StartsWith("lectern_stages_duration_seconds_count{", StringComparison.Ordinal)
                && l.Contains($"stage=\"{stage}\"", StringComparison.Ordinal));
        }

        Assert.Contains(lines, l => l.StartsWith("lectern_syncs_files_total{", StringComparison.Ordinal)
            && l.Contains("format=\"markdown\"", StringComparison.Ordinal)
            && l.Contains("outcome=\"read\"", StringComparison.Ordinal));

        // Seconds: most turns take less than five of them.
        Assert.Contains(lines, l => l.StartsWith("lectern_turns_duration_seconds_bucket{", StringComparison.Ordinal)
            && l.Contains("le=\"0.25\"", StringComparison.Ordinal));
        Assert.DoesNotContain("quay", metrics, StringComparison.Ordinal);
        var other = await server.PostAsync("/api/v1/keys", new { name = "other", is_admin = true });
        foreach (var (key, status) in ((string?, HttpStatusCode)[])
            [(null, HttpStatusCode.Unauthorized), (other.Text("key"), HttpStatusCode.Forbidden)])
        {
            using var client = new HttpClient { BaseAddress = server.Http.BaseAddress };
            if (key is not null)
                client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            foreach (var path in (string[])["/metrics", "/metrics/", "/METRICS"])
            {
                using var refused = await client.GetAsync(path, Cancellation);
                Assert.Equal(status, refused.StatusCode);
            }
        }
    }

    [Fact]
    public async Task Without_the_setting_there_are_none()
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.Http.GetAsync("/metrics", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Null(server.Services.GetService<TracerProvider>());
    }

    /// <summary>Takes what is sent to it.</summary>
    private sealed class Collector(WebApplication app, ConcurrentQueue<byte[]> bodies) : IAsyncDisposable
    {
        public string Address => app.Urls.First();

        public string Text => string.Concat(bodies.Select(Encoding.UTF8.GetString));

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var bodies = new ConcurrentQueue<byte[]>();
            app.Run(async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                bodies.Enqueue(body.ToArray());
                http.Response.StatusCode = StatusCodes.Status200OK;
            });
            await app.StartAsync();
            return new Collector(app, bodies);
        }

        public async ValueTask DisposeAsync() => await app.DisposeAsync();
    }
}
