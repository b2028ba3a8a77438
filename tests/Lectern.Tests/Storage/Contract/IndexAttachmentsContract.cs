using Lectern.Server.Attachments;
using Lectern.Server.Indexing;

namespace Lectern.Tests.Storage.Contract;

public abstract class IndexAttachmentsContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IndexKey index = null!;

    private IIndexAttachments Attachments => Get<IIndexAttachments>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        index = (await IndexAsync()).Key;
    }

    [Fact]
    public async Task Attachments_of_a_file_are_put_with_the_swap_and_listed_by_name()
    {
        await ReplaceAsync(File("a", "screenshots/page_1.jpg", "items/page_1.json"), File("b", "items/page_1.json"));
        Assert.Equal(["items/page_1.json", "screenshots/page_1.jpg"], Names("a"));
        Assert.Equal(["screenshots/page_1.jpg"], Attachments.List(index, "a", "items/page_1.json", 10).Select(a => a.Name));
        Assert.Equal(Names("a"), Names("uuid-a"));
        Assert.Equal("hash of items/page_1.json", Attachments.Find(index, "a", "items/page_1.json")?.ContentHash);
        Assert.Null(Attachments.Find(index, "a", "items/page_2.json"));
        Assert.Equal(2, Attachments.Hashes(index).Count);
    }

    [Fact]
    public async Task A_file_that_was_replaced_or_removed_leaves_no_attachments_once_it_is_forgotten()
    {
        await ReplaceAsync(File("a", "items/page_1.json", "items/page_2.json"));
        await ReplaceAsync(File("a", "items/page_1.json"));
        Assert.Equal(["items/page_1.json"], Names("a"));
        await ReplaceAsync(new FileChange.Removed("a"));
        Assert.Empty(Names("a"));

        // As long as a generation that had them is kept, their objects are.
        Assert.Equal(2, Attachments.Hashes(index).Count);
        for (var i = 0; i < 2; i++)
            await ReplaceAsync(File("b"));
        Time.Advance(KeptGenerations.Age);
        while (Get<IIndexContentsStore>().Open(index).Forget())
        {
        }

        Assert.Empty(Attachments.Hashes(index));
    }

    [Fact]
    public async Task A_new_name_keeps_the_attachments()
    {
        await ReplaceAsync(File("a", "items/page_1.json"));
        await ReplaceAsync(new FileChange.Described("a", "another-uuid", "b.txt", "{}"));
        Assert.Equal(["items/page_1.json"], Names("another-uuid"));
        Assert.Empty(Names("uuid-a"));
    }

    [Fact]
    public async Task A_swap_that_breaks_off_keeps_the_old_attachments()
    {
        await ReplaceAsync(File("a", "items/page_1.json"));
        await Assert.ThrowsAsync<IOException>(() => Get<IIndexContentsStore>().Open(index).ReplaceAsync(Broken(), Cancellation));
        Assert.Equal(["items/page_1.json"], Names("a"));

        static async IAsyncEnumerable<FileChange> Broken()
        {
            yield return File("a", "items/page_9.json");
            await Task.Yield();
            throw new IOException("gone");
        }
    }

    [Fact]
    public async Task A_files_text_is_opened_by_either_of_its_ids_and_read_as_it_was_when_it_was_opened()
    {
        await ReplaceAsync(File("a"));
        Assert.True(Attachments.HasText(index, "a"));
        Assert.False(Attachments.HasText(index, "b"));
        Assert.Null(Attachments.OpenText(index, "b"));
        using var text = Attachments.OpenText(index, "uuid-a")!;
        await ReplaceAsync(new FileChange.Removed("a"));
        using var reader = new StreamReader(text.Content);
        Assert.Equal("x", await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task An_index_that_was_never_synced_has_no_attachments()
    {
        Assert.Empty(Attachments.Hashes((await IndexAsync()).Key));
        Assert.Empty(Names("a"));
    }

    private IEnumerable<string> Names(string file) => Attachments.List(index, file, null, 10).Select(a => a.Name);

    private Task ReplaceAsync(params FileChange[] changes) =>
        Get<IIndexContentsStore>().Open(index).ReplaceAsync(changes.ToAsyncEnumerable(), Cancellation);

    private static FileChange.Replaced File(string id, params string[] names) => new(
        new IndexedFile(id, "uuid-" + id, id + ".txt", "hash", "{}", null, "text/1", 0, [], 1, 0, 0), "x", [])
    {
        Attachments = [.. names.Select(n => new IndexedAttachment(n, "hash of " + n, 7))],
    };
}
