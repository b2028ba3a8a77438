using System.Diagnostics;
using Lectern.Benchmarks.Crowd;
using Lectern.FakeModel;

namespace Lectern.Benchmarks.Growing;

/// <summary>A running answer, a question and an index of one file, while the files of another index are embedded.</summary>
internal static class BesideEmbedding
{
    private const int Files = 2_000;
    private const int Paragraphs = 4;

    public static async Task RunAsync(Report report)
    {
        await using var crowd = await CrowdServer.StartAsync("local");
        var http = crowd.Server.Http;
        var answer = new StampedAnswer(500, TimeSpan.FromMilliseconds(40));
        await crowd.TurnAsync(await crowd.SessionAsync(), new StampedAnswer(500, TimeSpan.FromMilliseconds(2)));
        var (idle, idleQueries) = await MeasureAsync(crowd, answer);

        var large = await BenchIndex.BeginAsync(
            http, await BenchIndex.UploadAsync(http, "large", GrowingFiles.Make(Files, Paragraphs)));
        while (await BenchIndex.StageAsync(http, large) != "embedding")
            await Task.Delay(50);
        var (beside, besideQueries) = await MeasureAsync(crowd, answer);
        var one = await BenchIndex.UploadAsync(http, "one", [("one.txt", "The quay of Selm is made of granite.")]);
        var watch = Stopwatch.StartNew();
        await BenchIndex.UntilReadyAsync(http, await BenchIndex.BeginAsync(http, one), 1);
        var ready = watch.Elapsed.TotalSeconds;
        if (await BenchIndex.StageAsync(http, large) != "embedding")
            throw new InvalidOperationException("The large index was embedded before all was measured: make it larger.");

        report.Add(
            $"Delta of a running answer while {Files:N0} files are embedded, p50", OpenLoop.Percentile(beside, 0.5), 1.5, "ms",
            $"{beside.Length} deltas, 25 a second; with nothing beside it {OpenLoop.Percentile(idle, 0.5):0.00} ms");
        report.Add(
            "… p99", OpenLoop.Percentile(beside, 0.99), 10, "ms",
            $"max {beside[^1]:0.0} ms; with nothing beside it p99 {OpenLoop.Percentile(idle, 0.99):0.0} ms");
        report.Note(
            "A query beside it, by words and vectors, p50", $"{OpenLoop.Percentile(besideQueries, 0.5):0.0} ms",
            $"p99 {OpenLoop.Percentile(besideQueries, 0.99):0.0} ms; with nothing beside it p50 "
            + $"{OpenLoop.Percentile(idleQueries, 0.5):0.0} ms");
        report.Add("An index of one file beside it, ready after", ready, 3, "s", "in the same project");
    }

    /// <summary>Two answers one after the other, and a query each second.</summary>
    private static async Task<(double[] Deltas, double[] Queries)> MeasureAsync(CrowdServer crowd, StampedAnswer answer)
    {
        var deltas = new List<double>();
        var queries = new List<double>();
        for (var round = 0; round < 2; round++)
        {
            var turn = crowd.TurnAsync(await crowd.SessionAsync(), answer);
            while (!turn.IsCompleted)
            {
                var watch = Stopwatch.StartNew();
                if (await BenchIndex.FoundAsync(crowd.Server.Http, crowd.Index, "What is the quay made of?") == 0)
                    throw new InvalidOperationException("No passage was found.");
                queries.Add(watch.Elapsed.TotalMilliseconds);
                await Task.WhenAny(turn, Task.Delay(TimeSpan.FromSeconds(1)));
            }

            deltas.AddRange((await turn).Delays);
        }

        return ([.. deltas.Order()], [.. queries.Order()]);
    }
}
