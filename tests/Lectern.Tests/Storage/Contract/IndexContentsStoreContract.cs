using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Retrieval;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Storage.Contract;

/// <summary>An index's contents: swapped whole or not at all.</summary>
public abstract class IndexContentsStoreContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IndexKey index = null!;

    private IIndexContentsStore Store => Get<IIndexContentsStore>();

    private IIndexContents Contents => Store.Open(index);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        index = (await IndexAsync()).Key;
    }

    [Fact]
    public async Task Replace_swaps_a_generation_atomically()
    {
        await ReplaceAsync(File("a", "alpha one"), File("b", "alpha two"));
        var pause = new TaskCompletionSource();
        var swap = Contents.ReplaceAsync(Paused(), Cancellation);
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
        await Assert.ThrowsAsync<IOException>(() => Contents.ReplaceAsync(Broken(), Cancellation));
        Assert.Equal(["alpha one"], await FoundAsync("alpha"));

        static async IAsyncEnumerable<FileChange> Broken()
        {
            yield return new FileChange.Removed("a");
            await Task.Yield();
            throw new IOException("gone");
        }
    }

    [Fact]
    public async Task A_file_that_was_replaced_is_found_by_its_new_words_alone()
    {
        await ReplaceAsync(File("a", "granite quay"));
        await ReplaceAsync(File("a", "wooden pier"));
        Assert.Empty(await FoundAsync("granite"));
        Assert.Equal(["wooden pier"], await FoundAsync("pier"));
    }

    [Fact]
    public async Task A_new_name_is_found_without_parsing_again()
    {
        await ReplaceAsync(File("a", "some words"));
        await ReplaceAsync(new FileChange.Described("a", "uuid", "lighthouse.txt", "{}"));
        Assert.Equal(["some words"], await FoundAsync("lighthouse"));
    }

    [Fact]
    public async Task Files_that_could_not_be_read_are_not_counted_as_ready()
    {
        var failed = Chunked("b");
        await ReplaceAsync(File("a", "alpha one"), failed with { File = failed.File with { Reason = "It is damaged." } });
        Assert.Equal(1, Contents.CountReady());
    }

    [Fact]
    public async Task Contents_are_there_from_the_first_swap_until_they_are_deleted()
    {
        Assert.False(Store.Exists(index));
        await ReplaceAsync(File("a", "alpha one"));
        Assert.True(Store.Exists(index));
        var other = (await IndexAsync()).Key;
        await Store.Open(other).ReplaceAsync(((FileChange[])[File("a", "alpha two")]).ToAsyncEnumerable(), Cancellation);
        Store.DeleteAllBut(() => [index]);
        Assert.True(Store.Exists(index));
        Assert.False(Store.Exists(other));
        Store.Delete(index);
        Assert.False(Store.Exists(index));
        Assert.Empty(await Contents.ListFilesAsync(null, 10, Cancellation));
    }

    [Fact]
    public async Task Each_swap_has_another_name_and_what_is_listed_is_what_it_put()
    {
        var first = await ReplaceAsync(File("b", "alpha two"), File("a", "alpha one"));
        Assert.Empty(first.Faults);
        Assert.Equal(first.Generation, Contents.NameGeneration());
        Assert.Equal(["a", "b"], (await Contents.ListFilesAsync(null, 10, Cancellation)).Select(f => f.DirectoryFileId));
        Assert.Equal(["b"], (await Contents.ListFilesAsync("a", 10, Cancellation)).Select(f => f.DirectoryFileId));
        Assert.Equal("hash", (await Contents.ListFilesAsync(null, 1, Cancellation)).Single().ContentHash);
        Assert.Equal(["a", "b"], Contents.AllFiles().Select(f => f.DirectoryFileId));
        Assert.Equal("hash", Contents.AllFiles()[0].ContentHash);
        var second = await ReplaceAsync(new FileChange.Removed("a"));
        Assert.NotEqual(first.Generation, second.Generation);
        Assert.Equal(second.Generation, Contents.NameGeneration());
        Assert.True(Contents.Measure().Contents > 0);
    }

    [Fact]
    public async Task Joining_what_many_syncs_added_changes_nothing_of_it()
    {
        for (var i = 0; i < 30; i++)
            await ReplaceAsync(File($"{i % 20}", $"alpha {i}"));
        var (name, found) = (Contents.NameGeneration(), await FoundAsync("alpha"));
        while (Contents.Merge(Cancellation))
        {
        }

        Assert.Equal(found, await FoundAsync("alpha"));
        Assert.Equal(name, Contents.NameGeneration());
        Assert.False(Contents.Merge(Cancellation));
    }

    [Fact]
    public async Task The_beginnings_are_each_files_first_chunk_then_each_files_second()
    {
        await ReplaceAsync(Chunked("a", "one", "two"), Chunked("b", "three", "four"));
        Assert.Equal(["one", "three", "two"], Contents.Beginnings(3).Select(b => b.Content));
    }

    [Fact]
    public async Task Vectors_wait_beside_the_contents_and_come_in_with_the_swap()
    {
        await ReplaceAsync(File("a", "alpha one"));
        Assert.True(Contents.LacksVectors("model"));
        Assert.Equal(["alpha one"], Contents.TextsWithoutVectors("model"));
        var hash = EmbeddedText.Hash("alpha one");
        byte[] vector = [.. Enumerable.Repeat<byte>(0, 16)];
        using (var pending = Store.OpenPending(index, "model"))
        {
            Assert.Equal("model", pending.Model);
            Assert.False(pending.Has(hash));
            pending.Add([(hash, vector)]);
            pending.Refuse(EmbeddedText.Hash("other"), "too long");
            Assert.Equal("too long", pending.Refusal(EmbeddedText.Hash("other")));
            Assert.Null(pending.Refusal(hash));
        }

        using (var again = Store.OpenPending(index, "model"))
        {
            Assert.True(again.Has(hash));
            Assert.Equal(vector, again.Find(hash));
            await Contents.ReplaceAsync(AsyncEnumerable.Empty<FileChange>(), again, Cancellation);
            again.Clear();
        }

        Assert.False(Contents.LacksVectors("model"));
        Assert.Empty(Contents.TextsWithoutVectors("model"));
        Assert.True(Contents.LacksVectors("another"));
        using var live = Contents.OpenVectors("model");
        Assert.Equal(vector, live.Find(hash));
        using var ofAnother = Contents.OpenVectors("another");
        Assert.Null(ofAnother.Find(hash));
        using var emptied = Store.OpenPending(index, "model");
        Assert.False(emptied.Has(hash));
    }

    [Fact]
    public async Task Vectors_come_in_file_by_file_and_take_the_place_of_another_models()
    {
        await ReplaceAsync(File("a", "alpha one"), Chunked("b", "alpha two", "alpha three"));
        Assert.Equal((3, false), (Contents.CountWithoutVectors("model"), Contents.HasVectorsOfAnother("model")));
        using var pending = Store.OpenPending(index, "model");
        Assert.Null(await Contents.JoinVectorsAsync(pending, Cancellation));
        foreach (var text in (string[])["alpha one", "alpha two"])
            pending.Add([(EmbeddedText.Hash(text), new byte[16])]);
        var before = Contents.NameGeneration();
        var joined = await Contents.JoinVectorsAsync(pending, Cancellation);
        Assert.Empty(joined!.Faults);
        Assert.NotEqual(before, joined.Generation);
        Assert.Equal((2, false), (Contents.CountWithoutVectors("model"), Contents.HasVectorsOfAnother("model")));
        Assert.Equal((3, true), (Contents.CountWithoutVectors("another"), Contents.HasVectorsOfAnother("another")));
        using var another = Store.OpenPending(index, "another");
        another.Add([(EmbeddedText.Hash("alpha one"), new byte[16])]);
        await Contents.JoinVectorsAsync(another, Cancellation);
        Assert.Equal((2, false), (Contents.CountWithoutVectors("another"), Contents.HasVectorsOfAnother("another")));
        Assert.Equal(3, Contents.CountWithoutVectors("model"));
    }

    [Fact]
    public async Task The_chunks_around_a_place_are_those_after_it_then_those_before_it_nearest_first()
    {
        await ReplaceAsync(Chunked("a", "one", "two", "three", "four"), File("b", "other"));
        Assert.Equal(["three", "four", "two", "one"], Contents.After("a", 4, 10).Select(c => c.Content));
        Assert.Equal(["three"], Contents.After("a", 4, 1).Select(c => c.Content));
        Assert.Empty(Contents.After("none", 0, 10));
    }

    private async Task<IReadOnlyList<string>> FoundAsync(string query) =>
        [.. (await TestSearch.WordsOnly(Get<IIndexSnapshots>()).SearchAsync(index, new RetrievalQuery(query, 10), Cancellation))
            .Select(p => p.Content).Order(StringComparer.Ordinal)];

    private Task<SwapOutcome> ReplaceAsync(params FileChange[] changes) =>
        Contents.ReplaceAsync(changes.ToAsyncEnumerable(), Cancellation);

    private static FileChange.Replaced File(string id, string text) => Chunked(id, text);

    private static FileChange.Replaced Chunked(string id, params string[] chunks)
    {
        var text = string.Join('\n', chunks);
        var start = 0;
        var made = new List<IndexedChunk>();
        foreach (var chunk in chunks)
        {
            made.Add(new IndexedChunk(made.Count, start, start + chunk.Length, null, null, 2, "", chunk));
            start += chunk.Length + 1;
        }

        return new FileChange.Replaced(
            new IndexedFile(id, "uuid-" + id, id + ".txt", "hash", "{}", null, "text/1", 0, [], text.Length, made.Count, 0),
            text,
            made);
    }
}
