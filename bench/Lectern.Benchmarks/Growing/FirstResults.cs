using System.Diagnostics;
using System.Globalization;
using Lectern.Server.Retrieval.Vectors;

namespace Lectern.Benchmarks.Growing;

/// <summary>How soon the files of a new index are found, and what one changed file of it costs.</summary>
internal static class FirstResults
{
    private const int Files = 3_000;
    private const int Paragraphs = 40;

    public static async Task RunAsync(Report report)
    {
        var alone = await RunAsync(report, "none", first: 3, all: null);
        await RunAsync(report, "local", first: 5, all: 1.3 * alone);
    }

    /// <param name="first">Seconds at most until one file is found.</param>
    /// <param name="all">Until all are found by words; null where there is no limit.</param>
    /// <returns>Seconds until all were found by words.</returns>
    private static async Task<double> RunAsync(Report report, string embeddings, double first, double? all)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        double read;
        await using (var server = await BenchServer.StartAsync(folder, 5191, ("LECTERN_EMBEDDINGS", embeddings)))
        {
            var directory = await BenchIndex.UploadAsync(server.Http, "growing", GrowingFiles.Make(Files, Paragraphs));
            var watch = Stopwatch.StartNew();
            var index = await BenchIndex.BeginAsync(server.Http, directory);
            while (await BenchIndex.FoundAsync(server.Http, index, GrowingFiles.Common) == 0)
                await Task.Delay(20);
            var found = watch.Elapsed.TotalSeconds;
            while (await BenchIndex.StageAsync(server.Http, index) is "parsing" or "writing")
                await Task.Delay(20);
            read = watch.Elapsed.TotalSeconds;
            var what = $"{Files:N0} files of {Paragraphs} paragraphs, embeddings {embeddings}";
            report.Add($"{what}: first result", found, first, "s", "from when the index is made; the files are there before");
            if (all is { } limit)
                report.Add("… all of them by words", read, limit, "s", "the limit is 1.3 times as long as without embeddings");
            else
                report.Note("… all of them by words", $"{read:0.0} s", "");
            if (embeddings == "none")
                await ChangeAsync(report, server, folder, directory, index);
        }

        Directory.Delete(folder, recursive: true);
        return read;
    }

    /// <summary>Of an index that is ready.</summary>
    private static async Task ChangeAsync(Report report, BenchServer server, string folder, string directory, string index)
    {
        var indexes = new DirectoryInfo(Path.Combine(folder, "indexes"));
        var passages = indexes.EnumerateFiles("*.catalog").Sum(c => CatalogLayout.Read(c.FullName)!.Count);
        var files = indexes.EnumerateFiles().Sum(f => f.Length) / 1e6;

        // What is merged after the first sync is none of the change's.
        await Task.Delay(TimeSpan.FromSeconds(10));
        var (slowest, most) = (0.0, 0L);
        for (var i = 0; i < 3; i++)
        {
            await BenchIndex.UploadAsync(server.Http, directory, ($"file {i}.txt", $"Now it is about zebra{i}."));
            var before = Written(server.Id);
            var watch = Stopwatch.StartNew();
            await BenchIndex.SyncAsync(server.Http, index);
            while (await BenchIndex.FoundAsync(server.Http, index, $"zebra{i}") == 0)
                await Task.Delay(5);
            slowest = Math.Max(slowest, watch.Elapsed.TotalSeconds);
            await BenchIndex.UntilReadyAsync(server.Http, index, Files);
            most = Math.Max(most, Written(server.Id) - before);
        }

        report.Add(
            $"One changed file in {passages:N0} passages, found after", slowest, 0.5, "s",
            "from the request for a sync; the slowest of 3, without vectors");
        report.Add("… written", most / 1e6, 5, "MB", "by the server, as the kernel counts it; the most of 3");
        report.Note("Disk for the contents of that index", $"{files:0} MB", "without vectors");
    }

    private static long Written(int process) => long.Parse(
        File.ReadLines($"/proc/{process}/io").First(l => l.StartsWith("write_bytes", StringComparison.Ordinal)).Split(' ')[1],
        CultureInfo.InvariantCulture);
}
