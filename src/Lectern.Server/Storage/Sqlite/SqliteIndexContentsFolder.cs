using System.Collections.Concurrent;
using Dapper;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>The databases of all indexes' contents. Ids come from the main database, scoped, never from a request. Thread-safe.</summary>
internal sealed class SqliteIndexContentsFolder(DataFolder data, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<SqliteIndexContents>> open = new(StringComparer.Ordinal);

    /// <summary>Opens an index's contents; they are empty before the first sync.</summary>
    public SqliteIndexContents Open(string indexId) =>
        open.GetOrAdd(indexId, id => new Lazy<SqliteIndexContents>(() => Create(id))).Value;

    public void Delete(string indexId)
    {
        Close(indexId);
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(PathOf(indexId) + suffix);
        SqliteCatalogs.DeleteAllBut(PathOf(indexId), generation: null);
    }

    /// <summary>Which generation an index's contents are; null when there are none, or none that can be read.</summary>
    public ContentsGeneration? FindGeneration(string indexId)
    {
        if (!Exists(indexId))
            return null;
        try
        {
            using var connection = Open(indexId).Open();
            return connection.QueryFirst<ContentsGeneration>("SELECT number, name, former FROM generation");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            return null;
        }
    }

    /// <summary>Whether an index has contents; one that was never synced has none.</summary>
    public bool Exists(string indexId) => File.Exists(PathOf(indexId));

    /// <summary>Deletes contents whose index is gone: a crash may have left some.</summary>
    /// <param name="indexIds">
    /// With those that are being synced. Asked after the contents were seen, so that a new index's are never taken for left over.
    /// </param>
    public void DeleteAllBut(Func<IReadOnlyCollection<string>> indexIds)
    {
        var found = Directory.EnumerateFiles(data.Indexes, "*.db").Select(p => Path.GetFileNameWithoutExtension(p)!).ToList();
        foreach (var indexId in found.Except(indexIds()))
            Delete(indexId);
    }

    /// <summary>The files may be moved or replaced then.</summary>
    public void Dispose()
    {
        foreach (var indexId in open.Keys)
            Close(indexId);
    }

    private void Close(string indexId)
    {
        open.TryRemove(indexId, out _);
        using var connection = new SqliteConnection(ConnectionString(indexId));
        SqliteConnection.ClearPool(connection);
    }

    private SqliteIndexContents Create(string indexId)
    {
        using (var connection = new SqliteConnection(ConnectionString(indexId)))
        {
            connection.Open();
            SqliteDatabase.Execute(connection, "PRAGMA journal_mode = WAL");
            SqliteMigrations.Apply(connection, IndexContentsSchema.Migrations);
            SqliteChunkTerms.Fill(connection);
        }

        return new SqliteIndexContents(PathOf(indexId), ConnectionString(indexId), time);
    }

    private string PathOf(string indexId) => Path.Combine(data.Indexes, indexId + ".db");

    private string ConnectionString(string indexId) => new SqliteConnectionStringBuilder
    {
        DataSource = PathOf(indexId),
        Pooling = true,
        DefaultTimeout = 30,
    }.ToString();
}
