using System.Diagnostics;
using System.Numerics.Tensors;
using System.Text.Json;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Embedding.MiniLm;
using Lectern.Server.Indexing.Embedding.Tokenizers;
using Lectern.Server.Platform;

namespace Lectern.Benchmarks.Retrieval;

/// <summary>
/// The local embedding model as float32 and as int8: how fast, how near the machine's peak, and what int8 costs.
/// </summary>
internal static class EmbeddingBenchmark
{
    private const string Sets = "../shared/data";
    private const int Tokens = 300;
    private const int Texts = 160;
    private static readonly string[] Judged = ["cranfield", "xquad_dev"];

    /// <summary>
    /// Of one text: 6 layers of four products 384 × 384 and two 384 × 1536 for each token, and attention over all tokens; two
    /// operations a multiplication.
    /// </summary>
    private const double Operations = Tokens * 6.0 * ((2 * ((4 * 384 * 384) + (2 * 384 * 1536))) + (4 * Tokens * 384));

    public static async Task<Report> RunAsync()
    {
        var report = new Report(
            "embedding",
            "The local embedding model",
            $"{Texts} texts of {Tokens} tokens (SciFact's documents joined and cut), on all cores, a text at a time on each. The "
            + $"peak is what a loop of fused",
            "multiply-adds of float32 reaches in registers on all cores in the same "
            + "run. Quality is of the vectors alone, a whole document a vector.");
        var cache = new ModelCacheFolder(ModelCacheFolder.DefaultRoot(Path.GetTempPath()), new Ids(TimeProvider.System));
        var peak = Peak.Measure();
        report.Note("Peak of float32", $"{peak / 1e9:0} GFLOP/s", "measured");
        using var exact = MiniLmModel.Load(cache, 1, quantized: false, maxTokens: 512);
        using var quantized = MiniLmModel.Load(cache, 1, quantized: true, maxTokens: 512);
        var texts = ReadTexts(exact.Tokens!);
        var (slow, fast) = (0.0, 0.0);
        for (var round = 0; round < 3; round++)
        {
            slow = Math.Max(slow, await RateAsync(exact, texts));
            fast = Math.Max(fast, await RateAsync(quantized, texts));
        }

        report.Note("float32", $"{slow:0.0} texts/s", $"{slow * Operations / peak:P0} of the peak");
        report.Note("int8", $"{fast:0.0} texts/s", $"{fast * Operations / peak:P0} of float32's peak");
        report.AddAtLeast(
            "In use here", MiniLmModel.PrefersInt8 ? fast : slow, 16, "texts/s",
            MiniLmModel.PrefersInt8 ? "int8, as the processor multiplies it in one step" : "float32");
        if (MiniLmModel.PrefersInt8)
            report.AddAtLeast("int8 against float32", fast / slow, 1.2, "×", "best of three rounds each, in turn");
        foreach (var set in Judged)
        {
            var (before, after) = (await NdcgAsync(exact, set), await NdcgAsync(quantized, set));
            report.Add(
                $"nDCG@10 × 1000 that int8 costs, {set}", (before - after) * 1000, 5, "", $"{before:0.0000} and {after:0.0000}");
        }

        return report;
    }

    private static async Task<double> RateAsync(EmbeddingModel model, IReadOnlyList<string> texts)
    {
        var watch = Stopwatch.StartNew();
        await model.EmbedQuietlyAsync(texts, CancellationToken.None);
        return texts.Count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Cut to the token, marks included.</summary>
    private static List<string> ReadTexts(ModelTokens tokens)
    {
        var words = File.ReadLines(
            $"{Sets}/scifact/corpus.jsonl").Select(l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!)
            .SelectMany(t => t.Split(' ', StringSplitOptions.RemoveEmptyEntries)).GetEnumerator();
        var texts = new List<string>();
        while (texts.Count < Texts && words.MoveNext())
        {
            var (text, count) = (words.Current, tokens.Count(words.Current));
            while (count < Tokens - 2 && words.MoveNext())
            {
                count += tokens.Count(words.Current);
                text += " " + words.Current;
            }

            texts.Add(text);
        }

        return texts;
    }

    private static async Task<double> NdcgAsync(EmbeddingModel model, string set)
    {
        var documents = Lines(set, "corpus").ToList();
        var names = documents.Select(d => d.GetProperty("_id").GetString()!).ToList();
        var vectors = await model.Generator.GenerateAsync(documents.Select(d => d.GetProperty("text").GetString()!));
        var grades = File.ReadLines($"{Sets}/{set}/qrels.tsv").Skip(1).Select(l => l.Split('\t')).GroupBy(p => p[0])
            .ToDictionary(
                g => g.Key,
                g => g.ToDictionary(p => p[1], p => double.Parse(p[2], System.Globalization.CultureInfo.InvariantCulture)));
        var scores = new List<double>();
        foreach (var query in Lines(set, "queries").Where(q => grades.ContainsKey(q.GetProperty("_id").GetString()!)))
        {
            var vector = await model.EmbedAsync(query.GetProperty("text").GetString()!, CancellationToken.None);
            var judged = grades[query.GetProperty("_id").GetString()!];
            var ranked = Enumerable.Range(
                0, names.Count).OrderByDescending(i => TensorPrimitives.Dot<float>(vector, vectors[i].Vector.Span)).Take(10);
            var ideal = judged.Values.Where(g => g > 0).OrderDescending().Take(10).Select(Gain).Sum();
            if (ideal > 0)
                scores.Add(ranked.Select((i, rank) => Gain(Math.Max(0, judged.GetValueOrDefault(names[i])), rank)).Sum() / ideal);
        }

        return scores.Average();
    }

    private static double Gain(double grade, int rank) => grade / Math.Log2(rank + 2);

    private static IEnumerable<JsonElement> Lines(string set, string file) =>
        File.ReadLines($"{Sets}/{set}/{file}.jsonl").Select(l => JsonDocument.Parse(l).RootElement);
}
