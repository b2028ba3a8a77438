using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Embedding.MiniLm;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval.Vectors;

namespace Lectern.Benchmarks.Retrieval;

/// <summary>Hybrid search with the default rerank over 100,000 passages of natural text, by SciFact's claims.</summary>
internal static class SearchBenchmark
{
    private const int Passages = 100_000;
    private const int Crowd = 16;
    private const string Sets = "../shared/data";

    public static async Task<Report> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        string index;
        await using (var server = await BenchServer.StartAsync(folder, 5191))
            index = await BenchIndex.MakeAsync(server.Http, "large", [("first.txt", "Nothing yet.")]);

        var cache = new ModelCacheFolder(ModelCacheFolder.DefaultRoot(folder), new Ids(TimeProvider.System));
        using var model = MiniLmModel.Load(cache, 1, MiniLmModel.PrefersInt8);
        var set = await PassageSet.ReadAsync(
            model, [.. ((string[])["scifact", "cranfield", "xquad_dev"]).Select(s => $"{Sets}/{s}/corpus.jsonl")]);
        await LargeIndex.FillAsync(folder, index, set, Passages);

        var report = new Report(
            "search",
            "Search over 100,000 passages",
            "The passages have about 900 characters: the sentences of SciFact, Cranfield and XQuAD recombined in runs, 20 "
            + "passages a file (the generator is",
            $"`PassageSet`, seeded). Each of the {set.Sentences} sentences was embedded by the local model; a passage's vector "
            + $"is the mean direction of its",
            "sentences'. Queries are SciFact's 300 claims, with the default "
            + "settings, 10 results, HTTP and the query's embedding included.");
        var queries = File.ReadLines($"{Sets}/scifact/queries.jsonl").Select(
            l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!).ToList();
        await using (var server = await BenchServer.StartAsync(folder, 5191))
        {
            var first = await TimeAsync(server.Http, index, queries[0]);
            report.Add("First query after the start", first, 500, "ms", "the catalog is mapped, nothing of it read before");
            var one = new List<double>();
            foreach (var query in queries.Concat(queries))
                one.Add(await TimeAsync(server.Http, index, query));
            var sorted = one.Skip(20).Order().ToArray();
            report.Add(
                "One at a time, p50", OpenLoop.Percentile(sorted, 0.5), 60, "ms", $"{sorted.Length} queries after 20 to warm up");
            report.Add("One at a time, p99", OpenLoop.Percentile(sorted, 0.99), 140, "ms", $"max {sorted[^1]:0.0} ms");
            await CrowdAsync(report, server, index, queries);
            report.Note(
                "Resident memory of the server", $"{server.ResidentMegabytes():0} MB", "mapped pages that were read are counted");
        }

        var path = Directory.EnumerateFiles(Path.Combine(folder, "indexes"), "*.catalog").MaxBy(p => new FileInfo(p).Length)!;
        var layout = CatalogLayout.Read(path)!;
        report.Add(
            "Memory for the vectors", (layout.Bytes - layout.Scales) / 1e6, 80, "MB",
            $"int8 and a scale each, mapped; float32 stays on the disk; the whole catalog, with ids and the inverted index, has "
                + $"{layout.Bytes / 1e6:0} MB");
        Directory.Delete(folder, recursive: true);
        return report;
    }

    private static async Task CrowdAsync(Report report, BenchServer server, string index, List<string> queries)
    {
        var latencies = new double[queries.Count];
        var errors = 0;
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, queries.Count, new ParallelOptions { MaxDegreeOfParallelism = Crowd }, async (i, _) =>
        {
            try
            {
                latencies[i] = await TimeAsync(server.Http, index, queries[i]);
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref errors);
            }
        });
        var perSecond = queries.Count / watch.Elapsed.TotalSeconds;
        Array.Sort(latencies);
        report.Add(
            $"{Crowd} at once, errors",
            errors,
            0,
            "",
            $"{perSecond:0} queries/s, p50 {OpenLoop.Percentile(latencies, 0.5):0} ms, "
            + $"p99 {OpenLoop.Percentile(latencies, 0.99):0} ms");
    }

    private static async Task<double> TimeAsync(HttpClient http, string index, string query)
    {
        var watch = Stopwatch.StartNew();
        using var response = await http.PostAsJsonAsync("/api/v1/retrieval/retrieve", new { index_id = index, query });
        response.EnsureSuccessStatusCode();
        var found = await response.Content.ReadFromJsonAsync<JsonElement>();
        if (found.GetProperty("results").GetArrayLength() != 10)
            throw new HttpRequestException("Not 10 results.");
        return watch.Elapsed.TotalMilliseconds;
    }
}
