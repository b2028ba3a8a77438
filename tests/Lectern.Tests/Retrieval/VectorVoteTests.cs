using System.Text.Json;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Embedding.MiniLm;
using Lectern.Server.Retrieval;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Retrieval;

/// <summary>An English model votes on what it reads; other text is found by its words.</summary>
public sealed class VectorVoteTests
{
    /// <summary>In an index of two texts no word is rare.</summary>
    private static readonly (string Id, string Text)[] Others =
        [.. "Хлеб пекут час.;Мост через реку закрыт зимой.;Насос весит сорок килограммов.;Склад открыт по будням."
            .Split(';').Select((text, i) => ($"other {i}", text))];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("The lighthouse was built in 1870 and warns ships at night.", 0.99, 1)]
    [InlineData("Effects of reduced metalloproteinase activity on calcification in arterial tissue", 0.3, 1)]
    [InlineData("Der Leuchtturm wurde im Jahre 1870 errichtet und warnt nachts die vorbeifahrenden Schiffe.", 0.05, 0.6)]
    [InlineData("Маяк построили в 1870 году, и ночью он предупреждает корабли.", 0, 0.02)]
    [InlineData("بُنيت المنارة عام 1870 وهي تحذر السفن ليلا.", 0, 0.02)]
    [InlineData("灯塔建于一八七〇年，夜间为船只示警。", 0, 0.2)]
    [InlineData("ประภาคารถูกสร้างขึ้นและเตือนเรือในเวลากลางคืน", 0, 0.02)]
    public void How_a_model_cuts_a_text_tells_how_well_it_reads_it(string text, double least, double most)
    {
        using var model = MiniLmModel.Load(TestSearch.NeedLocalModel(), threads: 1, quantized: false);
        Assert.InRange(ModelReading.Of(model.Tokens!.LettersAPiece(text)!.Value), least, most);
    }

    [Fact]
    public void A_text_without_letters_says_nothing_of_the_model() => Assert.Null(ModelReading.LettersAPiece(["!", "…", "--"]));

    /// <summary>The second is no answer, but to a model that sees single letters it looks most like the question.</summary>
    [Fact]
    public async Task A_passage_that_holds_the_words_stands_before_one_that_only_looks_alike()
    {
        using var model = MiniLmModel.Load(TestSearch.NeedLocalModel(), threads: 1, quantized: false);
        var found = await SearchAsync(
            model,
            [
                ("a", "Старый маяк стоит на восточном берегу острова с 1870 года, он был разрушен бурей и восстановлен снова."),
                ("b", "Что постирал он, майку?"),
                .. Others,
            ],
            new RetrievalQuery("Кто построил тут маяк?", 2));
        Assert.Equal(["a", "b"], found.Select(p => p.FileId));
    }

    [Fact]
    public async Task Weights_that_a_request_gives_stay()
    {
        using var model = MiniLmModel.Load(TestSearch.NeedLocalModel(), threads: 1, quantized: false);
        var found = await SearchAsync(
            model, [("a", "Старый маяк стоит на восточном берегу острова."), ("b", "Что построит он майку?")],
            new RetrievalQuery("Кто построил тут маяк?", 2) { VectorWeight = 1, WordWeight = 0.01, Rerank = false });
        Assert.Equal("b", found[0].FileId);
        Assert.InRange(found[0].Score, 0.7, 1);
    }

    [Theory]
    [InlineData("de")]
    [InlineData("ru")]
    [InlineData("ar")]
    public async Task The_default_is_no_worse_than_the_words_alone(string language)
    {
        const int Paragraphs = 20;
        var folder = SharedFiles.Need($"data/xquad_{language}");
        using var model = MiniLmModel.Load(TestSearch.NeedLocalModel(), threads: 1, MiniLmModel.PrefersInt8);
        var files = Lines(folder, "corpus.jsonl").Take(Paragraphs).Select(l => (l.Text("_id"), l.Text("text"))).ToArray();
        var right = File.ReadLines(Path.Combine(folder, "qrels.tsv")).Select(l => l.Split('\t')).GroupBy(p => p[0])
            .ToDictionary(g => g.Key, g => g.First()[1]);
        var asked = Lines(folder, "queries.jsonl").Where(q => files.Any(f => f.Item1 == right[q.Text("_id")])).ToList();
        double words = 0, both = 0;
        await WithSearchAsync(model, files, async (search, index) =>
        {
            foreach (var q in asked)
            {
                words += await RankAsync(new RetrievalQuery(q.Text("text"), 10) { VectorWeight = 0, Rerank = false });
                both += await RankAsync(new RetrievalQuery(q.Text("text"), 10));

                async Task<double> RankAsync(RetrievalQuery query)
                {
                    var found = await search.SearchAsync(index, query, Cancellation);
                    var rank = found.Select(p => p.FileId).ToList().IndexOf(right[q.Text("_id")]);
                    return rank < 0 ? 0 : 1 / Math.Log2(rank + 2);
                }
            }
        });
        Assert.True(both >= words - (0.005 * asked.Count), $"words {words / asked.Count}, default {both / asked.Count}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{asked.Count} questions, words {words}, default {both}");
    }

    private static async Task<IReadOnlyList<Passage>> SearchAsync(
        EmbeddingModel model, (string Id, string Text)[] files, RetrievalQuery query)
    {
        IReadOnlyList<Passage> found = [];
        await WithSearchAsync(
            model, files, async (search, index) => found = await search.SearchAsync(index, query, Cancellation));
        return found;
    }

    private static async Task WithSearchAsync(
        EmbeddingModel model, (string Id, string Text)[] files, Func<HybridSearch, IndexKey, Task> ask)
    {
        await using var server = await TestServer.StartAsync();
        var index = server.IndexKey((await server.IndexAsync()).Text("id"));
        var contents = server.Services.GetRequiredService<IIndexContentsStore>();
        using var pending = contents.OpenPending(index, model.Id);
        foreach (var (_, text) in files)
            pending.Add([(EmbeddedText.Hash(text), EmbeddingModel.ToBytes(await model.EmbedAsync(text, Cancellation)))]);
        await contents.Open(index).ReplaceAsync(files.Select(Document).ToAsyncEnumerable(), pending, Cancellation);
        await ask(TestSearch.With(server.Services.GetRequiredService<IIndexSnapshots>(), model), index);
    }

    private static FileChange Document((string Id, string Text) file) => new FileChange.Replaced(
        new IndexedFile(file.Id, "uuid", "document", "hash", "{}", null, "text/1", 0, [], file.Text.Length, 1, 0), file.Text,
        [new IndexedChunk(0, 0, file.Text.Length, null, null, 1, "", file.Text)]);

    private static IEnumerable<JsonElement> Lines(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file)).Select(l => JsonElement.Parse(l));
}
