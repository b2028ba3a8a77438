namespace Lectern.Benchmarks.Documents;

/// <summary>What is read of real documents, how fast, in how much memory, and how large libraries are kept.</summary>
internal static class DocumentsBenchmark
{
    public static async Task<Report> RunAsync()
    {
        var documents = Documents();
        var report = new Report(
            "documents",
            "Documents: what is read, how fast, in how much memory",
            "Over `../shared/documents`. A file gives text when at least 90% of "
            + "the distinct words that an independent program finds in it stand",
            "in what was read: pdftotext for PDF, LibreOffice's export for office "
            + "files and web pages, iconv for text, Python's library for mail and",
            "books. In a scan no program finds words: it gives text when OCR gave some. The server is a process of its own, "
            + "Release, without embeddings.",
            "What counts as the reference's words was settled while looking at the misses: a PDF is compared in both of "
            + "pdftotext's orders and the",
            "better one counts; slides with LibreOffice's OpenDocument text without "
            + "descriptions; Arabic words by their letters; cells as they are shown.");
        var good = Path.Combine(documents, "good");
        TablesRead.Run(report, Path.Combine(documents, "..", "cases", "tables"), good);
        await ParseSpeed.RunAsync(report, good);
        await LibraryLoad.RunAsync(report);
        await BadFiles.RunAsync(report, documents);
        await GivesText.RunAsync(report, good);
        return report;
    }

    private static string Documents()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lectern.slnx")))
                return Path.Combine(folder.Parent!.FullName, "shared", "documents");
        }

        throw new DirectoryNotFoundException("The suite runs inside the repository.");
    }
}
