using System.Globalization;
using System.Text.Json;
using Lectern.Server.Indexing;
using Lectern.Server.Retrieval;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Retrieval;

/// <summary>The word arm alone over judged sets, a document a passage: a change that makes it worse shows here.</summary>
public sealed class WordArmQualityTests
{
    [Theory]
    [InlineData("scifact", 0.67)]
    [InlineData("cranfield", 0.36)]
    [InlineData("xquad_dev", 0.96)]
    [InlineData("xquad_de", 0.95)]
    [InlineData("xquad_es", 0.965)]
    [InlineData("xquad_ru", 0.925)]
    [InlineData("xquad_zh", 0.965)]
    [InlineData("xquad_ar", 0.925)]
    [InlineData("xquad_th", 0.965)]
    public async Task NDCG_at_10_does_not_fall(string set, double atLeast)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = SharedFiles.Need($"data/{set}");
        await using var server = await TestServer.StartAsync();
        var index = server.IndexKey((await server.IndexAsync()).Text("id"));
        var contents = server.Services.GetRequiredService<IIndexContentsStore>().Open(index);
        await contents.ReplaceAsync(Lines(folder, "corpus.jsonl").Select(Document).ToAsyncEnumerable(), cancellation);
        var judged = File.ReadLines(Path.Combine(folder, "qrels.tsv")).Select(l => l.Split('\t'))
            .Where(p => p.Length == 3 && double.TryParse(p[2], CultureInfo.InvariantCulture, out _))
            .GroupBy(p => p[0]).ToDictionary(
                g => g.Key, g => g.ToDictionary(p => p[1], p => double.Parse(p[2], CultureInfo.InvariantCulture)));

        var search = TestSearch.WordsOnly(server.Services.GetRequiredService<IIndexSnapshots>());
        var scores = new List<double>();
        foreach (var query in Lines(folder, "queries.jsonl"))
        {
            if (!judged.TryGetValue(query.Text("_id"), out var grades))
                continue;
            var found = await search.SearchAsync(index, new RetrievalQuery(query.Text("text"), 10), cancellation);
            var gain = found.Select((p, i) => Gain(grades.GetValueOrDefault(p.FileId), i)).Sum();
            scores.Add(gain / grades.Values.OrderDescending().Take(10).Select(Gain).Sum());
        }

        var ndcg = scores.Average();
        TestContext.Current.TestOutputHelper?.WriteLine($"{set}: nDCG@10 {ndcg:0.000} over {scores.Count} queries");
        Assert.True(ndcg >= atLeast, $"{set}: nDCG@10 {ndcg:0.0000} over {scores.Count} queries");
    }

    private static double Gain(double grade, int rank) => grade / Math.Log2(rank + 2);

    private static IEnumerable<JsonElement> Lines(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file)).Select(l => JsonDocument.Parse(l).RootElement);

    private static FileChange Document(JsonElement line)
    {
        var title = line.TryGetProperty("title", out var t) ? t.GetString() : null;
        var text = string.IsNullOrEmpty(title) ? line.Text("text") : $"{title}\n\n{line.Text("text")}";
        return new FileChange.Replaced(
            new IndexedFile(line.Text("_id"), "uuid", "document", "hash", "{}", null, "text/1", 0, [], text.Length, 1, 0),
            text,
            [new IndexedChunk(0, 0, text.Length, null, null, 1, "", text)]);
    }
}
