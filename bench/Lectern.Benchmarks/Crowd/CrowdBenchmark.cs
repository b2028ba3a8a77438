using System.Diagnostics;
using Lectern.FakeModel;

namespace Lectern.Benchmarks.Crowd;

/// <summary>
/// What Lectern adds to a model's stream, how many turns it carries, what an open stream costs, and how soon a stream goes on.
/// The model server, the server and this client are three processes on one machine.
/// </summary>
internal static class CrowdBenchmark
{
    private static readonly TimeSpan EventPause = TimeSpan.FromMilliseconds(40);

    public static async Task<Report> RunAsync()
    {
        var report = new Report(
            "crowd",
            "Turns: what Lectern adds, and how many it carries",
            "The model server, the server and the load client are processes of "
            + "their own on the same two cores. The model puts the moment of",
            "sending into each delta; the same client reads the same answers "
            + "straight from the model server in the same run. \"Added\" is the",
            "percentile through Lectern less the median of the direct stream. "
            + "A turn's start is flushed to the disk before its first delta.");
        await using (var crowd = await CrowdServer.StartAsync())
        {
            await AddedAsync(report, crowd);
            await ResumeBenchmark.RunAsync(report, crowd);
        }

        foreach (var turns in (int[])[400, 600, 800])
        {
            await using var crowd = await CrowdServer.StartAsync();
            if (!await CrowdAsync(report, crowd, turns))
                break;
        }

        await using (var crowd = await CrowdServer.StartAsync())
            await QuietStreams.RunAsync(report, crowd);
        return report;
    }

    /// <summary>16 turns at once, again and again.</summary>
    private static async Task AddedAsync(Report report, CrowdServer crowd)
    {
        const int Turns = 16;
        var answer = new StampedAnswer(50, EventPause);
        var lectern = new List<StampedTurn>();
        var direct = new List<StampedTurn>();
        for (var round = -2; round < 10; round++)
        {
            var sessions = await Task.WhenAll(Enumerable.Range(0, Turns).Select(_ => crowd.SessionAsync()));
            var through = await Task.WhenAll(sessions.Select(s => crowd.TurnAsync(s, answer)));
            var straight = await Task.WhenAll(sessions.Select(_ => crowd.DirectAsync(answer)));

            // The first rounds warm both up.
            if (round < 0)
                continue;
            lectern.AddRange(through);
            direct.AddRange(straight);
        }

        var directFirst = Sorted(direct.Select(t => t.FirstMilliseconds));
        var first = Sorted(lectern.Select(t => t.FirstMilliseconds));
        var directDelay = Sorted(direct.SelectMany(t => t.Delays));
        var delay = Sorted(lectern.SelectMany(t => t.Delays));
        var straightFirst = OpenLoop.Percentile(directFirst, 0.5);
        var straightDelay = OpenLoop.Percentile(directDelay, 0.5);
        report.Add(
            "Added to the first delta, 16 turns at once, p50", OpenLoop.Percentile(first, 0.5) - straightFirst, 10, "ms",
            $"direct p50 {straightFirst:0.0} ms; {first.Length} turns");
        report.Add(
            "Added to the first delta, p99", OpenLoop.Percentile(first, 0.99) - straightFirst, 40, "ms",
            $"direct p99 {OpenLoop.Percentile(directFirst, 0.99):0.0} ms");
        report.Add(
            "Added to each delta, p50", OpenLoop.Percentile(delay, 0.5) - straightDelay, 5, "ms",
            $"direct p50 {straightDelay:0.00} ms; p99 through Lectern "
                + $"{OpenLoop.Percentile(delay, 0.99):0.0} ms, {delay.Length} deltas");
    }

    /// <summary>As many turns at once, each with 25 events a second for 20 s.</summary>
    /// <returns>Whether the delays stayed within the limit.</returns>
    private static async Task<bool> CrowdAsync(Report report, CrowdServer crowd, int turns)
    {
        var answer = new StampedAnswer(500, EventPause);
        await crowd.TurnAsync(await crowd.SessionAsync(), new StampedAnswer(500, TimeSpan.FromMilliseconds(2)));
        var sessions = new List<string>();
        for (var i = 0; i < turns; i++)
            sessions.Add(await crowd.SessionAsync());
        var watch = Stopwatch.StartNew();
        var (server, model, client) = (crowd.Server.Processor, crowd.Model.Processor, Environment.CpuUsage.TotalTime);
        var running = sessions.Select(s => crowd.TurnAsync(s, answer)).ToList();
        var memory = 0.0;
        while (running.Any(t => !t.IsCompleted))
        {
            await Task.WhenAny(Task.WhenAll(running), Task.Delay(250));
            memory = Math.Max(memory, crowd.Server.ResidentMegabytes());
        }

        var measured = await Task.WhenAll(running);
        var delays = Sorted(measured.SelectMany(t => t.Delays));
        var p99 = OpenLoop.Percentile(delays, 0.99);
        var lost = (turns * answer.Count) - delays.Length;
        string Cores(TimeSpan before, TimeSpan now) => $"{(now - before).TotalSeconds / watch.Elapsed.TotalSeconds:0.00}";
        var cores =
            $"cores used: server {Cores(server, crowd.Server.Processor)}, model {Cores(model, crowd.Model.Processor)}, client "
            + $"{Cores(client, Environment.CpuUsage.TotalTime)}";
        if (turns == 400)
        {
            report.Add(
                "400 turns at 25 events/s for 20 s, p99 delay of an event", p99, 250, "ms",
                $"p50 {OpenLoop.Percentile(delays, 0.5):0.0} ms, max {delays[^1]:0} ms; {cores}");
            report.Add("… events lost", lost, 0, "", $"of {turns * answer.Count:N0}");
            report.Add("… memory, largest", memory, 400, "MB", "resident, sampled four times a second");
        }
        else
        {
            report.Note(
                $"{turns} turns, p99 delay of an event", $"{p99:0.#} ms",
                $"{(p99 <= 250 ? "carried" : "saturated")}: p50 {OpenLoop.Percentile(delays, 0.5):0.0} ms, lost {lost}, "
                    + $"{memory:0} MB; {cores}");
        }

        return p99 <= 250 && lost == 0;
    }

    private static double[] Sorted(IEnumerable<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
