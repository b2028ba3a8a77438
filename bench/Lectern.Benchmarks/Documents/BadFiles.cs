using System.Diagnostics;

namespace Lectern.Benchmarks.Documents;

/// <summary>Every bad document in one sync, among good ones.</summary>
internal static class BadFiles
{
    private const int Good = 5;

    public static async Task RunAsync(Report report, string documents)
    {
        var data = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        await using (var server = await BenchServer.StartAsync(data, 5194, ("LECTERN_EMBEDDINGS", "none")))
        await using (var memory = new ProcessMemory(server.Id))
        {
            var client = new LibraryClient(server.Http);
            var directory = await client.DirectoryAsync();
            var bad = Directory.GetFiles(Path.Combine(documents, "bad")).Order(StringComparer.Ordinal).ToList();
            foreach (var file in bad)
                await client.UploadAsync(directory, Path.GetFileName(file), await File.ReadAllBytesAsync(file));
            for (var i = 0; i < Good; i++)
                await client.UploadAsync(directory, $"good {i}.txt", "The quay is made of granite."u8.ToArray());
            var watch = Stopwatch.StartNew();
            var files = await client.FilesAsync(await client.IndexAsync(directory));
            var elapsed = watch.Elapsed;
            var slowest = files.MaxBy(f => f.GetProperty("duration_ms").GetDouble());
            var failed = files.Count(f => f.GetProperty("status").GetString() == "failed");
            var good = files.Count(f => f.GetProperty("file_name").GetString()!.StartsWith("good ", StringComparison.Ordinal)
                && f.GetProperty("status").GetString() == "ready");
            report.Add(
                $"Slowest of {bad.Count} hostile files", slowest.GetProperty("duration_ms").GetDouble() / 1000, 20, "s",
                $"{slowest.GetProperty("file_name").GetString()}; {failed} failed, the others were read; all "
                + $"{elapsed.TotalSeconds:0} s");
            report.AddAtLeast("Good files among them that were read", good, Good, "files", "");
            report.Add("Server memory, hostile files", memory.ServerMegabytes, 400, "MB", "the largest");
            report.Add("Parser memory, hostile files", memory.ParserMegabytes, 600, "MB", "the largest seen");
        }

        Directory.Delete(data, recursive: true);
    }
}
