using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lectern.Benchmarks.Clients;

/// <summary>Turns per second of a server that sends its spans and metrics, and of one that does not.</summary>
internal static class TracingBenchmark
{
    private const int Clients = 8;
    private const int Rounds = 6;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(Report report)
    {
        await using var collector = await CollectorAsync();
        var folder = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        await using (var plain = await BenchServer.StartAsync(Path.Combine(folder, "plain"), 5193))
        await using (var traced = await BenchServer.StartAsync(
            Path.Combine(folder, "traced"), 5194, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            var indexes = (await BenchIndex.MakeAsync(plain.Http, "harbour", BenchTexts.Harbour()),
                await BenchIndex.MakeAsync(traced.Http, "harbour", BenchTexts.Harbour()));
            Task<double> TurnsOfAsync(bool isPlain) =>
                isPlain ? TurnsAsync(plain.Http, indexes.Item1) : TurnsAsync(traced.Http, indexes.Item2);
            var (without, with) = (new List<double>(), new List<double>());
            for (var round = 0; round <= Rounds; round++)
            {
                var isPlainFirst = round % 2 == 0;
                var early = await TurnsOfAsync(isPlainFirst);
                var late = await TurnsOfAsync(!isPlainFirst);
                if (round == 0)
                    continue;
                without.Add(isPlainFirst ? early : late);
                with.Add(isPlainFirst ? late : early);
            }

            var lost = 100 * (1 - (with.Sum() / without.Sum()));
            report.Add(
                "Turns per second that tracing costs", lost, 5, "%",
                $"{without.Average():0.0} without, {with.Average():0.0} with; {Rounds} rounds of {Round.TotalSeconds:0} s each");
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Takes what comes and forgets it.</summary>
    private static async Task<WebApplication> CollectorAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            http.Response.ContentType = "application/x-protobuf";
        });
        await app.StartAsync();
        return app;
    }

    private static async Task<double> TurnsAsync(HttpClient http, string index)
    {
        var turns = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (watch.Elapsed < Round)
            {
                var session = await BenchIndex.SessionAsync(http, index);
                using var response = await http.PostAsJsonAsync(
                    $"/api/v1/chat/{session}/messages/stream", new { prompt = "How long is the breakwater of the shipyard?" });
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync();
                Interlocked.Increment(ref turns);
            }
        }));
        return turns / watch.Elapsed.TotalSeconds;
    }
}
