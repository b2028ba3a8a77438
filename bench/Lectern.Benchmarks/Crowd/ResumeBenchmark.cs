using System.Diagnostics;
using Lectern.FakeModel;

namespace Lectern.Benchmarks.Crowd;

/// <summary>How soon a stream that was cut off goes on.</summary>
internal static class ResumeBenchmark
{
    private const int Events = 2_000;
    private const int Runs = 200;

    public static async Task RunAsync(Report report, CrowdServer crowd)
    {
        var session = await crowd.SessionAsync();
        await crowd.TurnAsync(session, new StampedAnswer(Events, TimeSpan.Zero));
        var first = new double[Runs];
        for (var run = 0; run < Runs; run++)
            first[run] = await FirstFrameAsync(crowd.Server.Http, session, run * Events / Runs);
        Array.Sort(first);
        report.Add(
            "Resume of a 2,000-event turn, to the first frame, p99", OpenLoop.Percentile(first, 0.99), 50, "ms",
            $"{Runs} positions all over the turn, p50 {OpenLoop.Percentile(first, 0.5):0.0} ms, max {first[^1]:0.0} ms");
    }

    private static async Task<double> FirstFrameAsync(HttpClient http, string session, int after)
    {
        var watch = Stopwatch.StartNew();
        using var response = await http.GetAsync(
            $"/api/v1/chat/{session}/messages/stream?starting_after={after}", HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync());
        if (await body.ReadLineAsync() != $"id: {after + 1}")
            throw new InvalidDataException("The stream goes on elsewhere.");
        return watch.Elapsed.TotalMilliseconds;
    }
}
