using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Storage;

public sealed class IndexAttachmentsTests : IDisposable
{
    private const string Index = "idx-test";
    private readonly DataFolder data = DataFolder.Open(TestServer.NewFolder());
    private readonly SqliteIndexContentsFolder folder;
    private readonly SqliteIndexAttachments attachments;

    public IndexAttachmentsTests()
    {
        folder = new SqliteIndexContentsFolder(data, TimeProvider.System);
        attachments = new SqliteIndexAttachments(folder);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(data.Root, recursive: true);
    }

    [Fact]
    public async Task Attachments_of_a_file_are_put_with_the_swap_and_listed_by_name()
    {
        await ReplaceAsync(File("a", "screenshots/page_1.jpg", "items/page_1.json"), File("b", "items/page_1.json"));
        Assert.Equal(["items/page_1.json", "screenshots/page_1.jpg"], Names("a"));
        Assert.Equal(["screenshots/page_1.jpg"], attachments.List(Index, "a", "items/page_1.json", 10).Select(a => a.Name));
        Assert.Equal(Names("a"), Names("uuid-a"));
        Assert.Equal("hash of items/page_1.json", attachments.Find(Index, "a", "items/page_1.json")?.ContentHash);
        Assert.Null(attachments.Find(Index, "a", "items/page_2.json"));
        Assert.Equal(2, attachments.Hashes(Index).Count);
    }

    [Fact]
    public async Task A_file_that_was_replaced_or_removed_leaves_no_attachments()
    {
        await ReplaceAsync(File("a", "items/page_1.json", "items/page_2.json"));
        await ReplaceAsync(File("a", "items/page_1.json"));
        Assert.Equal(["items/page_1.json"], Names("a"));
        await ReplaceAsync(new FileChange.Removed("a"));
        Assert.Empty(Names("a"));
        Assert.Empty(attachments.Hashes(Index));
        Assert.False(attachments.HasFile(Index, "a"));
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
        await Assert.ThrowsAsync<IOException>(() => folder.Open(Index).ReplaceAsync(Broken(), Cancellation));
        Assert.Equal(["items/page_1.json"], Names("a"));

        static async IAsyncEnumerable<FileChange> Broken()
        {
            yield return File("a", "items/page_9.json");
            await Task.Yield();
            throw new IOException("gone");
        }
    }

    private IEnumerable<string> Names(string file) => attachments.List(Index, file, null, 10).Select(a => a.Name);

    private Task ReplaceAsync(params FileChange[] changes) =>
        folder.Open(Index).ReplaceAsync(changes.ToAsyncEnumerable(), Cancellation);

    private static FileChange.Replaced File(string id, params string[] names) => new(
        new IndexedFile(id, "uuid-" + id, id + ".txt", "hash", "{}", null, "text/1", 0, [], 1, 0, 0), "x", [])
    {
        Attachments = [.. names.Select(n => new IndexedAttachment(n, "hash of " + n, 7))],
    };
}
