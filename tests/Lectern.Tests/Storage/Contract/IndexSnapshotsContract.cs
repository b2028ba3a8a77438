using Lectern.Server.Indexing;
using Lectern.Server.Retrieval;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Storage.Contract;

/// <summary>What a search finds in an index, with its filters, and what it never stumbles over.</summary>
public abstract class IndexSnapshotsContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IndexKey index = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        index = (await IndexAsync()).Key;
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("a\" OR \"b")]
    [InlineData("NEAR(alpha, beta)")]
    [InlineData("alpha* AND NOT body:beta ^x")]
    [InlineData("-alpha + (beta")]
    [InlineData("\0\u0001\ud800")]
    [InlineData("🔭🌱")]
    [InlineData("   ")]
    public async Task No_query_breaks_the_search(string query)
    {
        await ReplaceAsync(File("a", "alpha beta"));
        foreach (var passage in await SearchAsync(query, null))
            Assert.InRange(passage.Score, 0, 1);
    }

    [Fact]
    public async Task A_query_of_100_KB_is_answered()
    {
        await ReplaceAsync(File("a", "alpha beta"));
        var query = string.Concat(Enumerable.Range(0, 12_000).Select(i => $"word{i} ")) + "alpha";
        Assert.Empty(await SearchAsync(query, null));
        Assert.Single(await SearchAsync("alpha " + query, null));
    }

    [Theory]
    [InlineData("eq", "red", "a")]
    [InlineData("ne", "red", "b c")]
    [InlineData("in", "red", "a")]
    [InlineData("nin", "red", "b c")]
    public async Task Filters_on_text(string op, string value, string expected) =>
        Assert.Equal(expected, await FilteredAsync(new MetadataCondition("colour", op, [value])));

    [Theory]
    [InlineData("eq", 10, "a")]
    [InlineData("ne", 10, "b c")]
    [InlineData("gt", 10, "b")]
    [InlineData("gte", 10, "a b")]
    [InlineData("lt", 20, "a")]
    [InlineData("lte", 20, "a b")]
    public async Task Filters_on_numbers(string op, long value, string expected) =>
        Assert.Equal(expected, await FilteredAsync(new MetadataCondition("size", op, [value])));

    [Fact]
    public async Task Filters_on_lists_booleans_other_types_and_absent_fields()
    {
        Assert.Equal("b", await FilteredAsync(new MetadataCondition("tags", "eq", ["y"])));
        Assert.Equal("a b", await FilteredAsync(new MetadataCondition("tags", "in", ["x", "y"])));
        Assert.Equal("a c", await FilteredAsync(new MetadataCondition("tags", "ne", ["y"])));
        Assert.Equal("a", await FilteredAsync(new MetadataCondition("open", "eq", [true])));
        Assert.Equal("", await FilteredAsync(new MetadataCondition("size", "eq", ["10"])));
        Assert.Equal("", await FilteredAsync(new MetadataCondition("nowhere", "gt", [1L])));
        Assert.Equal("a b c", await FilteredAsync(new MetadataCondition("nowhere", "ne", [1L])));
        Assert.Equal("", await FilteredAsync(new MetadataCondition("o'; DROP TABLE files --", "eq", ["x"])));
    }

    [Fact]
    public async Task A_search_sees_one_generation_whole_while_the_next_one_is_swapped_in()
    {
        await ReplaceAsync(File("a", "alpha one"));
        using var before = Get<IIndexSnapshots>().Open(index, Cancellation);
        await ReplaceAsync(File("a", "alpha two"), File("b", "alpha three"));
        Assert.Equal(1, before.Catalog.Count);
        Assert.Equal("alpha one", before.Passage(0, 1).Content);
        Assert.Null(before.Model);
        Assert.Equal([], before.Vectors([0])[0]);
        using var after = Get<IIndexSnapshots>().Open(index, Cancellation);
        Assert.Equal(2, after.Catalog.Count);
        Assert.Equal(["a", "b"], after.FileIds().Order(StringComparer.Ordinal));
        Assert.Null(after.Allowed(null, []));
    }

    [Fact]
    public async Task What_departed_is_kept_out_beside_what_the_filter_says()
    {
        await ReplaceAsync(File("a", "alpha one"), File("b", "alpha two"), File("c", "alpha three"));
        using var snapshot = Get<IIndexSnapshots>().Open(index, Cancellation);
        Assert.Equal([false, true, true], snapshot.Allowed(null, ["a", "none"])!);
        var named = new PassageFilter(new StaticFilter("in", ["a", "uuid-b"]), []);
        Assert.Equal([false, true, false], snapshot.Allowed(named, ["a"])!);
    }

    private async Task<string> FilteredAsync(MetadataCondition condition)
    {
        await ReplaceAsync(
            File("a", "alpha one", """{"colour":"red","size":10,"tags":["x","z"],"open":true}"""),
            File(
                "b", "alpha two",
                """{"colour":"blue","size":20.5,"tags":["y"],"open":false}""".Replace("20.5", "20", StringComparison.Ordinal)),
            File("c", "alpha three", """{"size":"large"}"""));
        var found = await SearchAsync("alpha", new PassageFilter(null, [condition]));
        return string.Join(' ', found.Select(p => p.FileId).Order(StringComparer.Ordinal));
    }

    private Task<IReadOnlyList<Passage>> SearchAsync(string query, PassageFilter? filter) =>
        TestSearch.WordsOnly(
            Get<IIndexSnapshots>()).SearchAsync(index, new RetrievalQuery(query, 10, Filter: filter), Cancellation);

    private Task ReplaceAsync(params FileChange[] changes) =>
        Get<IIndexContentsStore>().Open(index).ReplaceAsync(changes.ToAsyncEnumerable(), Cancellation);

    private static FileChange.Replaced File(string id, string text, string metadata = "{}") => new(
        new IndexedFile(id, "uuid-" + id, id + ".txt", "hash", metadata, null, "text/1", 0, [], text.Length, 1, 0),
        text,
        [new IndexedChunk(0, 0, text.Length, null, null, 2, "", text)]);
}
