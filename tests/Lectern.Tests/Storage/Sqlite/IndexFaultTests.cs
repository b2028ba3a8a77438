using Dapper;
using Lectern.Server.Attachments;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval;
using Lectern.Server.Storage.Sqlite;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Tests.Storage.Contract;
using Microsoft.Data.Sqlite;

namespace Lectern.Tests.Storage.Sqlite;

/// <summary>What an index's own databases cannot do is told as the store's fault, as the main database's is.</summary>
public sealed class IndexFaultTests : StoreContract<SqliteStores>
{
    [Fact]
    public async Task A_full_disk_in_a_swap_is_the_stores_and_leaves_the_contents_as_they_were()
    {
        var contents = Get<SqliteIndexContentsFolder>().Contents((await IndexAsync()).Key);
        SetMaxPages(1);
        var full = await Assert.ThrowsAsync<StoreException>(() => SwapAsync());
        Assert.Equal(StoreFault.Full, full.Fault);
        Assert.True(DiskFull.Is(full));
        Assert.Empty(await contents.ListFilesAsync(after: null, 10, Cancellation));
        SetMaxPages(1_000_000);
        Assert.Empty((await SwapAsync()).Faults);
        Assert.Single(await contents.ListFilesAsync(after: null, 10, Cancellation));

        // It holds for a connection, and the pool gives the same one again.
        void SetMaxPages(int pages) => contents.Read(c => c.ExecuteScalar<long>($"PRAGMA max_page_count = {pages}"));

        Task<SwapOutcome> SwapAsync()
        {
            var text = new string('q', 100_000);
            var change = new FileChange.Replaced(
                new IndexedFile("a", "uuid", "a.txt", "hash", "{}", null, "text/1", 0, [], text.Length, 1, 0),
                text,
                [new IndexedChunk(0, 0, text.Length, null, null, 2, "", text)]);
            return contents.ReplaceAsync(((FileChange[])[change]).ToAsyncEnumerable(), Cancellation);
        }
    }

    [Fact]
    public async Task A_generation_that_cannot_be_named_is_the_stores_fault()
    {
        var contents = Get<SqliteIndexContentsFolder>().Contents((await IndexAsync()).Key);
        contents.Read(c => c.Execute("CREATE TRIGGER no BEFORE UPDATE ON generation BEGIN SELECT RAISE(ABORT, 'no'); END"));
        Assert.Equal(StoreFault.Unavailable, Assert.Throws<StoreException>(contents.NameGeneration).Fault);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_the_stores_fault_for_contents_and_for_vectors()
    {
        var index = (await IndexAsync()).Key;
        var (store, data) = (Get<IIndexContentsStore>(), Get<DataFolder>());
        await File.WriteAllTextAsync(Path.Combine(data.Indexes, index.Id + ".db"), new string('x', 4096), Cancellation);
        await File.WriteAllTextAsync(Path.Combine(data.Parsed, index.Id + ".vectors"), new string('x', 4096), Cancellation);
        Assert.Equal(StoreFault.Unavailable, Assert.Throws<StoreException>(() => store.Open(index)).Fault);
        Assert.Equal(StoreFault.Unavailable, Assert.Throws<StoreException>(() => store.OpenPending(index, "m")).Fault);
        Assert.Null(Get<SqliteIndexContentsFolder>().FindGeneration(index));
    }

    [Fact]
    public async Task What_cannot_be_read_is_the_stores_fault_by_every_way_to_read_it()
    {
        var index = (await IndexAsync()).Key;
        var contents = Get<SqliteIndexContentsFolder>().Contents(index);
        contents.Read(c => c.Execute("DROP TABLE chunks; DROP TABLE vectors; DROP TABLE attachments; DROP TABLE segments"));
        Action[] reads =
        [
            () => contents.LacksVectors("m"),
            () => contents.Beginnings(1),
            () => contents.Measure(),
            () => _ = contents.TextsWithoutVectors("m").ToList(),
            () => Get<IIndexAttachments>().Hashes(index),
            () => Get<IIndexSnapshots>().Open(index, Cancellation).Dispose(),
            () => contents.Read(c => c.Execute("DROP TABLE generation")),
            () => contents.OpenVectors("m").Dispose(),
            () => contents.Read(c => c.Execute("DROP TABLE files")),
            () => Get<IIndexAttachments>().OpenText(index, "a"),
            () => Get<IIndexText>().FindText(index, "a"),
            () => Get<SqliteDatabase>().Read(c => c.Execute("SELECT * FROM none")),
        ];
        var faults = reads.Select(Record.Exception).Where(e => e is not null).ToList();
        Assert.Equal(10, faults.Count);
        Assert.All(faults, e => Assert.IsType<StoreException>(e));
    }

    [Fact]
    public async Task Vectors_that_cannot_be_kept_are_the_stores_fault()
    {
        var index = (await IndexAsync()).Key;
        var store = Get<IIndexContentsStore>();
        store.OpenPending(index, "m").Dispose();
        var path = Path.Combine(Get<DataFolder>().Parsed, index.Id + ".vectors");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
            connection.Execute("CREATE TRIGGER no BEFORE INSERT ON vectors BEGIN SELECT RAISE(ABORT, 'no'); END");
        using var pending = store.OpenPending(index, "m");
        Assert.Equal(StoreFault.Unavailable, Assert.Throws<StoreException>(() => pending.Add([([1], [2])])).Fault);
        Assert.False(pending.Has([1]));
    }
}
