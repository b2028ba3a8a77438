using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite;
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
        void SetMaxPages(int pages)
        {
            using var connection = contents.Open();
            connection.ExecuteScalar<long>($"PRAGMA max_page_count = {pages}");
        }

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
        using (var connection = contents.Open())
            connection.Execute("CREATE TRIGGER no BEFORE UPDATE ON generation BEGIN SELECT RAISE(ABORT, 'no'); END");
        Assert.Equal(StoreFault.Conflict, Assert.Throws<StoreException>(contents.NameGeneration).Fault);
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
    public async Task Vectors_that_cannot_be_kept_are_the_stores_fault()
    {
        var index = (await IndexAsync()).Key;
        var store = Get<IIndexContentsStore>();
        store.OpenPending(index, "m").Dispose();
        var path = Path.Combine(Get<DataFolder>().Parsed, index.Id + ".vectors");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
            connection.Execute("CREATE TRIGGER no BEFORE INSERT ON vectors BEGIN SELECT RAISE(ABORT, 'no'); END");
        using var pending = store.OpenPending(index, "m");
        Assert.Equal(StoreFault.Conflict, Assert.Throws<StoreException>(() => pending.Add([([1], [2])])).Fault);
        Assert.False(pending.Has([1]));
    }
}
