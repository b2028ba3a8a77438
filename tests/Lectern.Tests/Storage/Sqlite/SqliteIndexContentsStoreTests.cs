using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Tests.Storage.Contract;

namespace Lectern.Tests.Storage.Sqlite;

public sealed class SqliteIndexContentsStoreTests : IndexContentsStoreContract<SqliteStores>
{
    [Fact]
    public async Task A_file_that_was_replaced_leaves_no_terms_behind()
    {
        var index = (await IndexAsync()).Key;
        var contents = Get<SqliteIndexContentsFolder>().Contents(index);
        foreach (var text in (string[])["granite quay", "wooden pier"])
        {
            var change = new FileChange.Replaced(
                new IndexedFile("a", "uuid", "a.txt", "hash", "{}", null, "text/1", 0, [], text.Length, 1, 0),
                text,
                [new IndexedChunk(0, 0, text.Length, null, null, 2, "", text)]);
            await contents.ReplaceAsync(((FileChange[])[change]).ToAsyncEnumerable(), Cancellation);
        }

        Assert.Equal(1, contents.Read(c => c.ExecuteScalar<long>("SELECT count(*) FROM chunk_terms")));
    }
}
