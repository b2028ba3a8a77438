using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Tests.Fakes;
using Lectern.Tests.Storage.Contract;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Storage.Sqlite;

/// <summary>What becomes of an index that cannot be opened at once, or comes from an earlier version.</summary>
public sealed class IndexOpeningTests : StoreContract<SqliteStores>
{
    [Fact]
    public async Task An_index_that_could_not_be_opened_is_tried_again()
    {
        var index = (await IndexAsync()).Key;
        var path = Path.Combine(Get<DataFolder>().Indexes, index.Id + ".db");
        await File.WriteAllTextAsync(path, new string('x', 4096), Cancellation);
        var store = Get<IIndexContentsStore>();
        Assert.ThrowsAny<Exception>(() => store.Open(index));
        File.Delete(path);
        Assert.Empty(await store.Open(index).ListFilesAsync(after: null, 10, Cancellation));
    }

    [Fact]
    public async Task An_index_of_an_earlier_version_learns_which_of_its_chunks_have_no_vector()
    {
        var index = (await IndexAsync()).Key;
        var store = Get<IIndexContentsStore>();
        var (a, b) = (TestContents.File("a", "a.txt", "quay", "pier"), TestContents.File("b", "b.txt", "mole", "dock", "lock"));
        await store.SwapAsync(index, [a], new("m", new WordVectors()), Cancellation);
        await store.SwapAsync(index, [b], model: null, Cancellation);
        Get<SqliteIndexContentsFolder>().Contents(index).Read(connection => connection.Execute(
            $"""
            {EarlierIndex.WithoutGenerations}
            DROP TABLE unembedded;
            DROP TRIGGER unembedded_chunk; DROP TRIGGER unembedded_chunk_renamed; DROP TRIGGER unembedded_chunk_gone;
            DROP TRIGGER unembedded_no_more; DROP TRIGGER unembedded_again;
            PRAGMA user_version = 9;
            """));
        using var later = new SqliteIndexContentsFolder(
            Get<DataFolder>(), Time, NullLogger<SqliteIndexContentsFolder>.Instance);
        var contents = later.Open(index);
        Assert.Equal(["mole", "dock", "lock"], contents.TextsWithoutVectors("m"));
        Assert.Equal((3, 5), (contents.CountWithoutVectors("m"), contents.CountWithoutVectors("another")));
        await later.SwapAsync(index, [TestContents.File("b", "b.txt", "crane")], model: null, Cancellation);
        Assert.Equal(["crane"], contents.TextsWithoutVectors("m"));
    }

    [Fact]
    public async Task An_index_of_before_generations_were_kept_has_one_and_can_go_back_to_it()
    {
        var index = (await IndexAsync()).Key;
        var store = Get<IIndexContentsStore>();
        await store.SwapAsync(
            index, [TestContents.File("a", "a.txt", "quay"), TestContents.File("b", "b.txt", "mole")], model: null, Cancellation);
        await store.SwapAsync(index, [new FileChange.Removed("b")], model: null, Cancellation);
        Get<SqliteIndexContentsFolder>().Contents(index).Read(c => c.Execute(EarlierIndex.WithoutGenerations));
        using var later = new SqliteIndexContentsFolder(
            Get<DataFolder>(), Time, NullLogger<SqliteIndexContentsFolder>.Instance);
        var contents = later.Open(index);
        var found = Assert.Single(contents.Generations(long.MaxValue, 10));
        Assert.Equal((2, null, 1, 1), (found.Number, found.ReplacedAt, found.Files, found.Chunks));
        await later.SwapAsync(index, [new FileChange.Removed("a")], model: null, Cancellation);
        Assert.Equal([3L, 2], contents.Generations(long.MaxValue, 10).Select(g => g.Number));
        Assert.NotNull(await contents.RestoreAsync(2, Cancellation));
        Assert.Equal(["a"], contents.AllFiles().Select(f => f.DirectoryFileId));
    }

    [Fact]
    public async Task Words_are_made_again_with_one_line_and_those_that_were_made_stay_made_when_it_breaks_off()
    {
        const int count = 1500;
        var index = (await IndexAsync()).Key;
        var chunks = Enumerable.Range(0, count).Select(i => new IndexedChunk(i, 0, 4, null, null, 1, "", $"quay {i}"));
        var change = new FileChange.Replaced(
            new IndexedFile("a", "uuid", "a.txt", "hash", "{}", null, "text/1", 0, [], 4, count, 0), "quay", [.. chunks]);
        var contents = Get<SqliteIndexContentsFolder>().Contents(index);
        await contents.ReplaceAsync(((FileChange[])[change]).ToAsyncEnumerable(), Cancellation);
        var made = Terms();
        Execute(
            """
            DELETE FROM chunk_terms;
            CREATE TRIGGER breaks BEFORE INSERT ON chunk_terms WHEN NEW.chunk_id = 1200 BEGIN SELECT RAISE(ABORT, 'no'); END;
            """);

        using var log = new MemoryLog();
        using var logging = LoggerFactory.Create(l => l.AddProvider(log));
        using var later = new SqliteIndexContentsFolder(
            Get<DataFolder>(), Time, logging.CreateLogger<SqliteIndexContentsFolder>());
        Assert.ThrowsAny<Exception>(() => later.Open(index));
        Assert.Equal(1000, Terms().Count);
        Execute("DROP TRIGGER breaks");
        later.Open(index);
        Assert.Equal(made, Terms());
        Assert.Equal([$"{count}", "500"], log.Lines.Select(l => l.Split(' ')[^7]));
        later.Open(index);
        Assert.Equal(2, log.Lines.Count);

        List<string> Terms()
        {
            using var connection = Open();
            return connection.Query<string>("SELECT chunk_id || ' ' || hex(terms) FROM chunk_terms ORDER BY chunk_id").AsList();
        }

        void Execute(string sql)
        {
            using var connection = Open();
            connection.Execute(sql);
        }

        SqliteConnection Open()
        {
            var connection = new SqliteConnection($"Data Source={contents.DatabasePath};Pooling=False");
            connection.Open();
            return connection;
        }
    }
}
