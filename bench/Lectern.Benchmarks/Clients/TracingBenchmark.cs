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
    private const int Rounds = 8;

    /// <summary>Until what is sent every few seconds, and the code that does it, has been met.</summary>
    private const int WarmUpRounds = 4;
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
            Task<Answered> TurnsOfAsync(bool isPlain) =>
                isPlain ? TurnsAsync(plain, indexes.Item1) : TurnsAsync(traced, indexes.Item2);
            var (without, with) = (new List<Answered>(), new List<Answered>());
            for (var round = 0; round < WarmUpRounds + Rounds; round++)
            {
                var isPlainFirst = round % 2 == 0;
                var early = await TurnsOfAsync(isPlainFirst);
                var late = await TurnsOfAsync(!isPlainFirst);
                if (round < WarmUpRounds)
                    continue;
                without.Add(isPlainFirst ? early : late);
                with.Add(isPlainFirst ? late : early);
            }

            var (off, on) = (Answered.Sum(without), Answered.Sum(with));
            report.Add(
                "Turns per second that tracing costs",
                MedianRange.Of(without.Zip(with, (off, on) => 100 * (1 - (on.ASecond / off.ASecond)))), 5, "%",
                $"{off.ASecond:0.0} without, {on.ASecond:0.0} with; {Rounds} rounds of {Round.TotalSeconds:0} s each");
            report.Add(
                "Processor time of a turn that tracing costs",
                MedianRange.Of(without.Zip(with, (off, on) => 100 * ((on.Milliseconds / off.Milliseconds) - 1))), 5, "%",
                $"{off.Milliseconds:0.00} ms without, {on.Milliseconds:0.00} ms with: what others do to the machine counts less");
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

    private static async Task<Answered> TurnsAsync(BenchServer server, string index)
    {
        var turns = 0;
        var http = server.Http;
        var before = server.Processor;
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
        return new Answered(turns, watch.Elapsed, server.Processor - before);
    }

    private sealed record Answered(int Turns, TimeSpan Time, TimeSpan Processor)
    {
        public double ASecond => Turns / Time.TotalSeconds;

        public double Milliseconds => Processor.TotalMilliseconds / Turns;

        public static Answered Sum(IReadOnlyList<Answered> rounds) => new(
            rounds.Sum(r => r.Turns), TimeSpan.FromTicks(rounds.Sum(r => r.Time.Ticks)),
            TimeSpan.FromTicks(rounds.Sum(r => r.Processor.Ticks)));
    }
}
