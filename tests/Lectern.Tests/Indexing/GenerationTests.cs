using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Server.Storage.Sqlite.Platform;
using Lectern.Tests.Fakes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Indexing;

/// <summary>An index whose contents are not the ones that the database names never says that it is ready.</summary>
public sealed class GenerationTests : IDisposable
{
    private readonly string data = TestServer.NewFolder();
    private int added;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string[] Contents => Directory.GetFiles(Path.Combine(data, "indexes"));

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Contents_that_are_gone_are_made_again()
    {
        var index = await IndexAsync();
        Array.ForEach(Contents, File.Delete);
        await IsSyncingAsync(index);
        await IsReadyAsync(index, "granite");
    }

    [Fact]
    public async Task Contents_that_cannot_be_read_are_made_again()
    {
        var index = await IndexAsync();
        Array.ForEach(Contents, File.Delete);
        await File.WriteAllTextAsync(Path.Combine(data, "indexes", index + ".db"), new string('x', 10_000), Cancellation);
        await IsSyncingAsync(index);
        await IsReadyAsync(index, "granite");
    }

    [Fact]
    public async Task Contents_of_an_earlier_backup_are_not_believed()
    {
        // What a database that was flushed says beside contents that were not is the same.
        var index = await IndexAsync();
        var backup = Contents.ToDictionary(path => path, File.ReadAllBytes);
        await AddAsync(index);
        Array.ForEach(Contents, File.Delete);
        foreach (var (path, bytes) in backup)
            await File.WriteAllBytesAsync(path, bytes, Cancellation);
        await IsSyncingAsync(index);
        await IsReadyAsync(index, "harbour");
    }

    [Fact]
    public async Task A_database_of_an_earlier_backup_does_not_believe_the_contents()
    {
        var index = await IndexAsync();
        var backup = await File.ReadAllBytesAsync(Path.Combine(data, "lectern.db"), Cancellation);
        await AddAsync(index);
        await AddAsync(index);
        File.Delete(Path.Combine(data, "lectern.db-wal"));
        File.Delete(Path.Combine(data, "lectern.db-shm"));
        await File.WriteAllBytesAsync(Path.Combine(data, "lectern.db"), backup, Cancellation);
        await IsSyncingAsync(index);
        await IsReadyAsync(index, "granite");
    }

    [Fact]
    public async Task A_swap_that_the_database_had_no_time_to_name_counts()
    {
        // A kill between the two commits: the contents are the next generation, the database is as it was.
        var index = await IndexAsync();
        await AddAsync(index);
        var former = await ReadAsync("SELECT former FROM generation", index);
        await ChangeAsync("lectern.db", "UPDATE indexes SET generation = @former", former);
        var (lacking, row) = await CheckAsync(index);
        Assert.Empty(lacking);
        Assert.True(row.IsSearchable);
        Assert.Equal(await ReadAsync("SELECT name FROM generation", index), row.Generation);
        await IsReadyAsync(index, "harbour");
    }

    [Fact]
    public async Task An_index_of_before_generations_had_names_keeps_its_contents()
    {
        var index = await IndexAsync();
        await ChangeAsync("lectern.db", "UPDATE indexes SET generation = ''");
        await ChangeAsync($"indexes/{index}.db", "UPDATE generation SET name = NULL, former = NULL");
        var (lacking, row) = await CheckAsync(index);
        Assert.Empty(lacking);
        Assert.Equal(36, row.Generation!.Length);
        Assert.Equal(row.Generation, await ReadAsync("SELECT name FROM generation", index));
        await IsReadyAsync(index, "granite");
    }

    [Fact]
    public async Task An_index_of_before_without_contents_is_not_believed_either()
    {
        var index = await IndexAsync();
        await ChangeAsync("lectern.db", "UPDATE indexes SET generation = ''");
        Array.ForEach(Contents, File.Delete);
        await IsSyncingAsync(index);
        await IsReadyAsync(index, "granite");
    }

    [Fact]
    public async Task An_index_without_files_has_contents_too()
    {
        string index;
        await using (var server = await TestServer.StartAsync(dataFolder: data))
            index = (await server.IndexAsync()).Text("id");
        var (lacking, row) = await CheckAsync(index);
        Assert.Empty(lacking);
        Assert.Equal("ready", row.ReadMetadata().Status);
    }

    [Fact]
    public async Task After_a_cancel_an_index_without_its_contents_is_not_ready()
    {
        var index = await IndexAsync();
        Array.ForEach(Contents, File.Delete);
        var (_, row) = await CheckAsync(index);
        Assert.Equal("cancelled", row.AfterCancel().Status);
    }

    [Fact]
    public async Task A_restored_backup_without_contents_says_so_in_the_log()
    {
        var index = await IndexAsync();
        Array.ForEach(Contents, File.Delete);
        using var log = new MemoryLog();
        await using var server = await TestServer.StartAsync(s => s.AddLogging(l => l.AddProvider(log)), dataFolder: data);
        Assert.Contains(
            log.Lines, l => l.StartsWith("Index docs lacks the contents that the database names", StringComparison.Ordinal));
        await server.UntilSyncedAsync(index);
    }

    /// <summary>As the next start finds it, before it does anything.</summary>
    private async Task IsSyncingAsync(string index)
    {
        var (lacking, row) = await CheckAsync(index);
        Assert.Equal(["docs"], lacking);
        Assert.Equal("syncing", row.ReadMetadata().Status);
        Assert.False(row.IsSearchable);
    }

    private async Task<(IReadOnlyList<string> Lacking, IndexRow Row)> CheckAsync(string index)
    {
        using var folder = DataFolder.Open(data);
        await using var database = SqliteDatabase.Open(folder.Database, NullLogger.Instance);
        var indexes = new SqliteIndexes(database, new Ids(TimeProvider.System), TimeProvider.System);
        using var contents = new SqliteIndexContentsFolder(
            folder, TimeProvider.System, NullLogger<SqliteIndexContentsFolder>.Instance);
        var lacking = await new SqliteGenerationCheck(database, indexes, contents, TimeProvider.System).RunAsync(Cancellation);
        var tenancy = new SqliteTenancy(database, new Ids(TimeProvider.System), TimeProvider.System);
        return (lacking, indexes.Find(tenancy.DefaultScope(), index)!);
    }

    private async Task IsReadyAsync(string index, string word)
    {
        await using var server = await TestServer.StartAsync(dataFolder: data);
        Assert.Equal("ready", (await server.UntilSyncedAsync(index)).GetProperty("metadata").Text("status"));
        var found = await server.PostAsync("/api/v1/retrieval/retrieve", new { index_id = index, query = word });
        Assert.NotEmpty(found.GetProperty("results").EnumerateArray());
    }

    private async Task<string> IndexAsync()
    {
        await using var server = await TestServer.StartAsync(dataFolder: data);
        return (await server.IndexAsync(("a.txt", "The quay is made of granite."u8.ToArray()))).Text("id");
    }

    private async Task AddAsync(string index)
    {
        await using var server = await TestServer.StartAsync(dataFolder: data);
        var directory = (await server.GetAsync($"/api/v1/indexes/{index}")).Text("source_directory_id");
        await server.UploadAsync(directory, $"{++added}.txt", "The harbour is deep."u8.ToArray());
        await server.PostAsync($"/api/v1/indexes/{index}/sync", null);
        await server.UntilSyncedAsync(index);
    }

    private async Task ChangeAsync(string database, string sql, string? former = null)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, database)};Pooling=False");
        await connection.ExecuteAsync(sql, new { former });
    }

    private async Task<string> ReadAsync(string sql, string index)
    {
        var path = Path.Combine(data, "indexes", index + ".db");
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        return await connection.QuerySingleAsync<string>(sql);
    }
}
