using System.Diagnostics;
using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Benchmarks.Documents;

/// <summary>Pages parsed, chunked and drawn, through the real child process.</summary>
internal static class ParseSpeed
{
    private const string Long = "unst__DA-619p.pdf";

    public static async Task RunAsync(Report report, string good)
    {
        // Pages that are pictures would take OCR's time, not the parser's: the child does not find Tesseract.
        var path = Environment.GetEnvironmentVariable("PATH");
        using var tools = new ToolsWithoutOcr();
        Environment.SetEnvironmentVariable("PATH", tools.Path);
        var work = Directory.CreateTempSubdirectory("lectern-bench-");
        var isolation = new ParserIsolation(
            work.FullName, [work.FullName], new Ids(TimeProvider.System), new ServerProblems(),
            NullLogger<ParserIsolation>.Instance);
        using var parser = new ParserChild(
            isolation, new ParseLimits(), TimeProvider.System, NullLogger<ParserChild>.Instance);
        var files = Directory.GetFiles(good, "*.pdf").Order(StringComparer.Ordinal).ToList();

        // A first round finds the files that are all text.
        var digital = new List<string>();
        foreach (var file in files)
        {
            if (await ParseAsync(parser, file) is { Read: { } read } && read.Document.PagesWithoutText.Count == 0)
                digital.Add(file);
        }

        var pages = 0;
        var watch = Stopwatch.StartNew();
        foreach (var file in digital)
            pages += (await ParseAsync(parser, file)).Read!.Document.Pages.Count;
        var seconds = watch.Elapsed.TotalSeconds;
        report.AddAtLeast(
            "Born-digital PDF, parsed and chunked", pages / seconds, 100, "pages/s",
            $"{pages} pages of {digital.Count} files in {seconds:0.0} s, one file after the other");

        var (longRead, longTime) = await ParseAsync(parser, Path.Combine(good, Long));
        report.Add($"The file of {longRead!.Document.Pages.Count} pages", longTime.TotalSeconds, 15, "s", "parsed and chunked");
        Environment.SetEnvironmentVariable("PATH", path);
        await DrawAsync(report, parser, Path.Combine(good, Long), longRead.Document.Pages.Count);
        parser.Dispose();
        work.Delete();
    }

    private static async Task DrawAsync(Report report, ParserChild parser, string file, int pages)
    {
        await using var content = File.OpenRead(file);
        var drawn = 0;
        var watch = Stopwatch.StartNew();
        var failure = await parser.DrawAsync(
            content, Path.GetFileName(file), pages, long.MaxValue,
            (_, _) =>
            {
                drawn++;
                return Task.CompletedTask;
            },
            CancellationToken.None);
        if (failure is not null || drawn != pages)
            throw new InvalidOperationException($"{drawn} of {pages} pages were drawn: {failure}");
        report.Add(
            "Screenshots", watch.Elapsed.TotalMilliseconds * Environment.ProcessorCount / pages, 35, "ms a page and core",
            $"{pages} pages in {watch.Elapsed.TotalSeconds:0.0} s on {Environment.ProcessorCount} cores");
    }

    private static async Task<(ParseOutcome.Read? Read, TimeSpan Time)> ParseAsync(ParserChild parser, string file)
    {
        var watch = Stopwatch.StartNew();
        await using var content = File.OpenRead(file);
        var read = await parser.ParseAsync(
            content, Path.GetFileName(file), _ => Task.CompletedTask, CancellationToken.None) as ParseOutcome.Read;
        if (read is not null)
            Chunker.Split(read.Document, TokenBudget.Estimated);
        return (read, watch.Elapsed);
    }
}
