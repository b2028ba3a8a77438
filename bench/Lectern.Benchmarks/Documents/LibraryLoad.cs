using System.Text;

namespace Lectern.Benchmarks.Documents;

/// <summary>Directories of many small files: a sync that has nothing to do, and lists.</summary>
internal static class LibraryLoad
{
    public static async Task RunAsync(Report report)
    {
        var data = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        await using (var server = await BenchServer.StartAsync(data, 5193, ("LECTERN_EMBEDDINGS", "none")))
        {
            var client = new LibraryClient(server.Http);
            var thousand = await FillAsync(client, 1_000);
            var index = await client.IndexAsync(thousand);
            var times = new List<double>();
            for (var i = 0; i < 5; i++)
                times.Add((await client.SyncAsync(index)).TotalSeconds);
            report.Add(
                "Sync of an unchanged directory of 1,000 files, slowest of 5", times.Max(), 1, "s",
                $"median {times.Order().ElementAt(2):0.000} s");

            var many = await FillAsync(client, 10_000);
            var manyIndex = await client.IndexAsync(many);
            foreach (var (what, path) in ((string, string)[])[
                ("a directory", $"/api/v1/beta/directories/{many}/files"), ("an index", $"/api/v1/indexes/{manyIndex}/files"),
                ("the project", "/api/v1/beta/files")])
            {
                var (milliseconds, items) = await client.ListAsync(path);
                report.Add(
                    $"{items:#,0} files of {what}, page by page, p99", OpenLoop.Percentile(milliseconds, 0.99), 20, "ms",
                    $"{milliseconds.Length} pages of 50, p50 {OpenLoop.Percentile(milliseconds, 0.5):0.0} ms, max "
                    + $"{milliseconds[^1]:0.0} ms");
            }
        }

        Directory.Delete(data, recursive: true);
    }

    private static async Task<string> FillAsync(LibraryClient client, int files)
    {
        var directory = await client.DirectoryAsync();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, files), new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, _) => await client.UploadAsync(directory, $"note {i}.txt",
                Encoding.UTF8.GetBytes($"Note {i} says that the ferry leaves at {i % 24}:{i % 60}.")));
        return directory;
    }
}
