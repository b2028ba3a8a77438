namespace Lectern.Benchmarks.Clients;

/// <summary>
/// Size and start of what <c>scripts/release</c> makes, unpacked to the folder that <c>BENCH_UNPACKED</c> names: an archive for
/// this system, or the layers of an image one over the other.
/// </summary>
internal static class UnpackedBenchmark
{
    private const int Runs = 5;

    public static async Task RunAsync(Report report)
    {
        if (Environment.GetEnvironmentVariable("BENCH_UNPACKED") is not { Length: > 0 } unpacked)
        {
            report.Note("Size and start of an archive or image", "not measured", "`BENCH_UNPACKED` names none");
            return;
        }

        var archive = Path.Combine(unpacked, "lectern");
        var (program, arguments) = File.Exists(archive)
            ? (archive, (string[])["serve"]) : ("dotnet", [Path.Combine(unpacked, "app", "Lectern.Server.dll")]);
        var bytes = new DirectoryInfo(unpacked).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.LinkTarget is null).Sum(file => file.Length);
        report.Add("Unpacked", bytes / 1e6, 350, "MB", Path.GetFileName(Path.TrimEndingDirectorySeparator(unpacked)));
        var (first, again, built) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            var folder = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
            foreach (var times in (List<double>[])[first, again])
            {
                await using var server = await BenchServer.StartAsync(
                    program, arguments, Path.Combine(folder, "data"), 5195, ("LECTERN_CACHE", Path.Combine(folder, "cache")));
                times.Add(server.StartTime.TotalMilliseconds);
            }

            // As the suite server measures it, on whatever else this machine does now.
            await using (var server = await BenchServer.StartAsync(
                Path.Combine(folder, "data"), 5195, ("LECTERN_CACHE", Path.Combine(folder, "cache"))))
                built.Add(server.StartTime.TotalMilliseconds);
            Directory.Delete(folder, recursive: true);
        }

        Add("First start to healthy, data and cache empty, median", first);
        Add("Start to healthy with them, median", again);

        report.Note(
            "The build's start beside it, median", $"{MedianRange.Of(built).Median:0} ms",
            $"the unpacked one takes {MedianRange.Of(again).Median / MedianRange.Of(built).Median:0.00} times as long");

        void Add(string what, List<double> times) => report.Add(
            what, MedianRange.Of(times), 1500, "ms", $"{Runs} starts");
    }
}
