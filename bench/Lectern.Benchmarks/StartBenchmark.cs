namespace Lectern.Benchmarks;

/// <summary>Time to the first healthy answer, and the memory of a server that nobody uses.</summary>
internal static class StartBenchmark
{
    private const int Runs = 7;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            await using var server = await BenchServer.StartAsync(folder, 5190);
            times.Add(server.StartTime.TotalMilliseconds);
            if (run < Runs - 1)
                continue;
            await Task.Delay(Idle);
            report.Add("Idle resident memory", server.ResidentMegabytes(), 150, "MB", $"{Idle.TotalSeconds:0} s after the start");
        }

        report.Add(
            "Start to first healthy answer, slowest", times.Max(), 1500, "ms",
            $"{Runs} starts, median {times.Order().ElementAt(Runs / 2):0} ms");
        Directory.Delete(folder, recursive: true);
    }
}
