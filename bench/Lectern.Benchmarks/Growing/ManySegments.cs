using System.Diagnostics;
using System.Text.Json;
using Lectern.Benchmarks.Retrieval;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Embedding.MiniLm;
using Lectern.Server.Platform;

namespace Lectern.Benchmarks.Growing;

/// <summary>The same passages as one segment and as many.</summary>
internal static class ManySegments
{
    private const int Passages = 100_000;
    private const int Many = 20;
    private const string Sets = "../shared/data";

    public static async Task RunAsync(Report report)
    {
        var cache = new ModelCacheFolder(ModelCacheFolder.DefaultRoot(Path.GetTempPath()), new Ids(TimeProvider.System));
        using var model = MiniLmModel.Load(cache, 1, MiniLmModel.PrefersInt8);
        var set = await PassageSet.ReadAsync(
            model, [.. ((string[])["cranfield", "xquad_dev"]).Select(s => $"{Sets}/{s}/corpus.jsonl")]);
        var queries = File.ReadLines($"{Sets}/cranfield/queries.jsonl").Select(
            l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!).ToList();
        var (one, disk) = await MeasureAsync(set, queries, 1);
        var (many, _) = await MeasureAsync(set, queries, Many);
        report.Add(
            $"A query over {Passages:N0} passages, one segment, p50", one, 12, "ms",
            $"the queries of Cranfield one at a time, vectors and rerank included; {queries.Count} after as many to warm up");
        report.Add($"… {Many} segments", many / one, 1.3, "×", $"{many:0.0} ms");
        report.Add("Disk for its contents at rest", disk / 1e6, 450, "MB", "passages of about 900 characters, vectors included");
    }

    private static async Task<(double Milliseconds, long Bytes)> MeasureAsync(PassageSet set, List<string> queries, int segments)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        string index;
        await using (var server = await BenchServer.StartAsync(folder, 5191))
            index = await BenchIndex.MakeAsync(server.Http, "large", [("first.txt", "Nothing yet.")]);
        set.Restart();
        await LargeIndex.FillAsync(folder, index, set, Passages, segments);
        var times = new List<double>();
        await using (var server = await BenchServer.StartAsync(folder, 5191))
        {
            foreach (var query in queries.Concat(queries))
            {
                var watch = Stopwatch.StartNew();
                if (await BenchIndex.FoundAsync(server.Http, index, query) != 10)
                    throw new InvalidOperationException("Not 10 passages were found.");
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        var bytes = new DirectoryInfo(Path.Combine(folder, "indexes")).EnumerateFiles().Sum(f => f.Length);
        Directory.Delete(folder, recursive: true);
        return (OpenLoop.Percentile([.. times.Skip(queries.Count).Order()], 0.5), bytes);
    }
}
