using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Tests.Storage.Contract;

namespace Lectern.Tests.Storage.Sqlite;

/// <summary>What is kept of an index that changes all day does not grow without end.</summary>
public sealed class KeptBoundTests : StoreContract<SqliteStores>
{
    [Fact]
    public async Task Above_a_size_no_more_is_kept_than_the_largest_generation_has_and_what_is_listed_can_be_restored()
    {
        var contents = Get<SqliteIndexContentsFolder>().Contents((await IndexAsync()).Key);
        for (var i = 0; i < 10; i++)
            await SwapAsync(File("a", $"granite quay {i}", $"timber {i}"), File("b", $"iron pier {i}"));
        Assert.False(contents.Forget());
        Assert.Equal(10, List().Count);

        // As if the files were large.
        contents.Read(c => c.Execute("UPDATE kept_files SET bytes = 40000000"));
        while (contents.Forget())
        {
        }

        Assert.Equal([10L, 9], List().Select(g => g.Number));
        Assert.Equal((3L, 2L), contents.Read(c => c.QuerySingle<(long, long)>(
            "SELECT (SELECT count(*) FROM kept_chunks), (SELECT count(*) FROM kept_files)")));
        Assert.NotNull(await contents.RestoreAsync(9, Cancellation));
        Assert.Equal(3, List()[0].Chunks);

        Task SwapAsync(params FileChange[] changes) => contents.ReplaceAsync(changes.ToAsyncEnumerable(), Cancellation);

        IReadOnlyList<IndexGeneration> List() => contents.Generations(long.MaxValue, 100);
    }

    [Fact]
    public async Task An_index_that_lost_all_its_files_keeps_them_however_large_they_were()
    {
        var contents = Get<SqliteIndexContentsFolder>().Contents((await IndexAsync()).Key);
        await contents.ReplaceAsync(
            ((FileChange[])[File("a", "granite quay"), File("b", "iron pier")]).ToAsyncEnumerable(), Cancellation);
        await contents.ReplaceAsync(
            ((FileChange[])[new FileChange.Removed("a"), new FileChange.Removed("b")]).ToAsyncEnumerable(), Cancellation);
        contents.Read(c => c.Execute("UPDATE kept_files SET bytes = 4000000000"));
        Assert.False(contents.Forget());
        Assert.NotNull(await contents.RestoreAsync(1, Cancellation));
        Assert.Equal(["a", "b"], contents.AllFiles().Select(f => f.DirectoryFileId));
    }

    private static FileChange.Replaced File(string id, params string[] texts) => TestContents.File(id, id + ".txt", texts);
}
