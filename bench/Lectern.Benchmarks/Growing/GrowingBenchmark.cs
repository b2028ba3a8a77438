namespace Lectern.Benchmarks.Growing;

/// <summary>What a user of a growing folder feels.</summary>
internal static class GrowingBenchmark
{
    public static async Task<Report> RunAsync()
    {
        var report = new Report(
            "growing",
            "An index that grows",
            "The server, the model server and this client are processes on the same machine. The files are of made-up words,",
            "those of the last rows of natural text (`PassageSet`).");
        await BesideEmbedding.RunAsync(report);
        await FirstResults.RunAsync(report);
        await ManySegments.RunAsync(report);
        return report;
    }
}
