using System.Diagnostics;

namespace Lectern.Benchmarks.Documents;

/// <summary>
/// Uploads every good document and compares what was read with what independent programs find, with Tesseract and without it;
/// follows the memory of server and parser meanwhile.
/// </summary>
internal static class GivesText
{
    private const double EnoughWords = 0.9;

    public static async Task RunAsync(Report report, string good)
    {
        var references = await ReferencesAsync(good);
        var with = await ReadAllAsync(report, good, references, "with Tesseract", 0.97, port: 5191, path: null);
        using var tools = new ToolsWithoutOcr();
        var without = await ReadAllAsync(report, good, references, "without Tesseract", 0.90, port: 5192, tools.Path);
        foreach (var line in with.Concat(without))
            Console.Error.WriteLine(line);
    }

    private static async Task<Dictionary<string, IReadOnlyList<string>>> ReferencesAsync(string good)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-reference-").FullName;
        var references = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var file in Directory.GetFiles(good).Order(StringComparer.Ordinal))
        {
            if (await ReferenceText.OfAsync(file, folder) is { Count: > 0 } texts)
                references[Path.GetFileName(file)] = texts;
        }

        Directory.Delete(folder, recursive: true);
        return references;
    }

    private static async Task<List<string>> ReadAllAsync(
        Report report, string good, Dictionary<string, IReadOnlyList<string>> references, string how, double least, int port,
        string? path)
    {
        var data = Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        (string, string)[] settings = path is null ? [] : [("PATH", path)];
        await using var server = await BenchServer.StartAsync(data, port, [("LECTERN_EMBEDDINGS", "none"), .. settings]);
        await using var memory = new ProcessMemory(server.Id);
        var client = new LibraryClient(server.Http);
        var directory = await client.DirectoryAsync();
        foreach (var file in Directory.GetFiles(good).Order(StringComparer.Ordinal))
            await client.UploadAsync(directory, Path.GetFileName(file), await File.ReadAllBytesAsync(file));
        var watch = Stopwatch.StartNew();
        var index = await client.IndexAsync(directory);
        var elapsed = watch.Elapsed;

        var misses = new List<string>();
        var given = 0;
        var silent = 0;
        foreach (var file in await client.FilesAsync(index))
        {
            var name = file.GetProperty("file_name").GetString()!;
            var isReady = file.GetProperty("status").GetString() == "ready";
            var text = isReady ? await client.ReadAsync(index, file.GetProperty("file_id").GetString()!) : "";
            var (share, words) = references[name].Select(r => TextCoverage.Of(r, text)).MaxBy(c => c.Share);

            // A file in which nobody finds words is a scan: it gives text when OCR gave some.
            var gives = words < TextCoverage.FewWords ? text.Length > 0 : share >= EnoughWords;
            given += gives ? 1 : 0;
            if (!gives)
                misses.Add($"{how}: {name}: {share:P0} of {words} words, {file.GetProperty("reason").GetString()}");
            silent += isReady && text.Length == 0 && file.GetProperty("pages_without_text").GetArrayLength() == 0 ? 1 : 0;
        }

        report.AddAtLeast(
            $"Files that give text, {how}", 100.0 * given / references.Count, 100 * least, "%",
            $"{given} of {references.Count}; {string.Join("; ", misses.Select(m => m.Split(": ", 2)[1]))}");
        report.Add($"Files without text whose pages are not named, {how}", silent, 0, "files", "");
        report.Add(
            $"Server memory, {how}", memory.ServerMegabytes, 300, "MB",
            $"the largest over the whole sync, {elapsed.TotalSeconds:0} s, embeddings off");
        report.Add($"Parser memory, {how}", memory.ParserMegabytes, 600, "MB", "the largest seen");
        await server.DisposeAsync();
        Directory.Delete(data, recursive: true);
        return misses;
    }
}
