using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval;
using Lectern.Server.Storage.Sqlite;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Storage;

public sealed class IndexContentsTests : IDisposable
{
    private const string Index = "idx-test";
    private readonly DataFolder data = DataFolder.Open(TestServer.NewFolder());
    private readonly SqliteIndexContentsFolder folder;

    public IndexContentsTests() => folder = new SqliteIndexContentsFolder(data, TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(data.Root, recursive: true);
    }

    [Fact]
    public async Task Replace_swaps_a_generation_atomically()
    {
        await ReplaceAsync(File("a", "alpha one"), File("b", "alpha two"));
        var pause = new TaskCompletionSource();
        var swap = folder.Open(Index).ReplaceAsync(Paused(), Cancellation);
        Assert.Equal(["alpha one", "alpha two"], await FoundAsync("alpha"));
        pause.SetResult();
        await swap;
        Assert.Equal(["alpha three"], await FoundAsync("alpha"));

        async IAsyncEnumerable<FileChange> Paused()
        {
            yield return new FileChange.Removed("a");
            yield return File("b", "alpha three");
            await pause.Task;
        }
    }

    [Fact]
    public async Task A_swap_that_breaks_off_leaves_the_old_contents()
    {
        await ReplaceAsync(File("a", "alpha one"));
        await Assert.ThrowsAsync<IOException>(() => folder.Open(Index).ReplaceAsync(Broken(), Cancellation));
        Assert.Equal(["alpha one"], await FoundAsync("alpha"));

        static async IAsyncEnumerable<FileChange> Broken()
        {
            yield return new FileChange.Removed("a");
            await Task.Yield();
            throw new IOException("gone");
        }
    }

    [Fact]
    public async Task A_file_that_was_replaced_leaves_no_terms_behind()
    {
        await ReplaceAsync(File("a", "granite quay"));
        await ReplaceAsync(File("a", "wooden pier"));
        Assert.Empty(await FoundAsync("granite"));
        using var connection = folder.Contents(Index).Open();
        Assert.Equal(1, connection.ExecuteScalar<long>("SELECT count(*) FROM chunk_terms"));
    }

    [Fact]
    public async Task A_new_name_is_found_without_parsing_again()
    {
        await ReplaceAsync(File("a", "some words"));
        await ReplaceAsync(new FileChange.Described("a", "uuid", "lighthouse.txt", "{}"));
        Assert.Equal(["some words"], await FoundAsync("lighthouse"));
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

    private async Task<IReadOnlyList<string>> FoundAsync(string query) =>
        [.. (await SearchAsync(query, null)).Select(p => p.Content).Order(StringComparer.Ordinal)];

    private Task<IReadOnlyList<Passage>> SearchAsync(string query, PassageFilter? filter) =>
        TestSearch.WordsOnly(folder).SearchAsync(Index, new RetrievalQuery(query, 10, Filter: filter), Cancellation);

    private Task ReplaceAsync(params FileChange[] changes) =>
        folder.Open(Index).ReplaceAsync(changes.ToAsyncEnumerable(), Cancellation);

    private static FileChange.Replaced File(string id, string text, string metadata = "{}") => new(
        new IndexedFile(id, "uuid-" + id, id + ".txt", "hash", metadata, null, "text/1", 0, [], text.Length, 1, 0),
        text,
        [new IndexedChunk(0, 0, text.Length, null, null, 2, "", text)]);
}
