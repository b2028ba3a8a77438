using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Retrieval;
using Lectern.Tests.Fakes;
using Lectern.Tests.Storage.Contract;

namespace Lectern.Tests.Storage.Sqlite;

/// <summary>What is found by words already, and by vectors not yet, beside what is found by both.</summary>
public sealed class UnembeddedTests : StoreContract<SqliteStores>
{
    private const int Seed = 21;
    private const int Files = 200;
    private const int Queries = 60;

    private static readonly string[] Words = [.. Enumerable.Range(0, 60).Select(i => $"w{i}x")];

    private readonly EmbeddingModel model = new("words", new WordVectors());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_files_that_are_alike_those_without_vectors_are_found_as_often_as_the_others(bool rerank)
    {
        var random = new Random(Seed);
        var index = await FilledAsync(random);
        var (shown, unembedded) = (0, 0);
        for (var i = 0; i < Queries; i++)
        {
            var found = await SearchAsync(index, Text(random, 3), rerank);
            shown += found.Count;
            unembedded += found.Count(p => p.FileId.StartsWith("odd", StringComparison.Ordinal));
            Assert.All(found, p => Assert.InRange(p.Score, 0, 1));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{unembedded} of {shown}");
        Assert.InRange((double)unembedded / shown, 0.35, 0.65);
    }

    [Fact]
    public async Task A_new_file_that_says_what_is_asked_comes_first()
    {
        var random = new Random(Seed);
        var index = await FilledAsync(random);
        await PutAsync(index, [Plain("new", "w1x w2x w3x w1x w2x w3x")], withVectors: false);
        Assert.Equal("new", (await SearchAsync(index, "w1x w2x w3x", rerank: true))[0].FileId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_word_more_than_the_embedded_ones_have_lifts_a_new_file_by_no_more_than_that_word(bool rerank)
    {
        var index = (await IndexAsync()).Key;
        await PutAsync(index, [Plain("likely", "w1x w11x w12x w13x w14x"), Plain("other", "w20x w21x w22x")], withVectors: true);
        await PutAsync(index, [Plain("new", "w1x w2x w31x w32x w33x w34x w35x w36x w37x")], withVectors: false);
        var found = await SearchAsync(index, "w1x w2x w3x w4x w5x w6x w7x w8x w9x w10x", rerank);
        var (first, likely) = (found[0], found.Single(p => p.FileId == "likely"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{first.Score:0.000} over {likely.Score:0.000}");
        Assert.Equal("new", first.FileId);
        Assert.InRange(first.Score - likely.Score, 0.001, 0.2);
    }

    private async Task<IndexKey> FilledAsync(Random random)
    {
        var index = (await IndexAsync()).Key;
        var texts = Enumerable.Range(0, Files).Select(_ => Text(random, 12)).ToArray();
        await PutAsync(index, texts.Where((_, i) => i % 2 == 0).Select((t, i) => Plain($"even{i}", t)), withVectors: true);
        await PutAsync(index, texts.Where((_, i) => i % 2 == 1).Select((t, i) => Plain($"odd{i}", t)), withVectors: false);
        return index;
    }

    private Task<IReadOnlyList<Passage>> SearchAsync(IndexKey index, string query, bool rerank) =>
        TestSearch.With(Get<IIndexSnapshots>(), model).SearchAsync(
            index, new RetrievalQuery(query, 10) { Candidates = 40, Rerank = rerank }, Cancellation);

    private Task PutAsync(IndexKey index, IEnumerable<FileChange> files, bool withVectors) =>
        Get<IIndexContentsStore>().SwapAsync(index, [.. files], withVectors ? model : null, Cancellation);

    private static FileChange.Replaced Plain(string id, string text) => TestContents.File(id, "plain.txt", text);

    private static string Text(Random random, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
}
