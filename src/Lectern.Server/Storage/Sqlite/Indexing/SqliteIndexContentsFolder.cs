using System.Collections.Concurrent;
using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <inheritdoc cref="IIndexContentsStore"/>
internal sealed partial class SqliteIndexContentsFolder(
    DataFolder data, TimeProvider time, ILogger<SqliteIndexContentsFolder> logger, CrowdLimits? limits = null)
    : IIndexContentsStore
{
    private readonly KeptGenerations kept = new((limits ?? new CrowdLimits()).Generations);
    private readonly ConcurrentDictionary<string, Lazy<SqliteIndexContents>> open = new(StringComparer.Ordinal);

    /// <summary>
    /// Catalogs that an earlier run of the server left, by index: listed once, for there are many indexes. Where the list could
    /// not be had the next one tries again.
    /// </summary>
    private readonly Lazy<ILookup<string, string>> left = new(
        () => SegmentFiles.In(data.Indexes).ToLookup(IdOf), LazyThreadSafetyMode.PublicationOnly);

    public IIndexContents Open(IndexKey index) => Contents(index);

    public IPendingVectors OpenPending(IndexKey index, string model) =>
        new SqlitePendingVectors(Path.Combine(data.Parsed, index.Id + ".vectors"), model);

    public void Delete(IndexKey index) => Delete(index.Id, SegmentFiles.Of(PathOf(index.Id)));

    private void Delete(string indexId, IEnumerable<string> catalogs)
    {
        Close(indexId);
        foreach (var path in SqliteIndexContents.DatabaseFiles(PathOf(indexId)))
            File.Delete(path);
        SegmentFiles.DeleteAllBut(PathOf(indexId), catalogs, []);
    }

    /// <summary>Which generation an index's contents are; null when there are none, or none that can be read.</summary>
    internal ContentsGeneration? FindGeneration(IndexKey index)
    {
        if (!Exists(index))
            return null;
        try
        {
            return Contents(index).Read(
                connection => connection.QueryFirst<ContentsGeneration>("SELECT number, name, former FROM generation"));
        }
        catch (StoreException e) when (e.InnerException is SqliteException
        {
            SqliteErrorCode: SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB,
        })
        {
            return null;
        }
    }

    public bool Exists(IndexKey index) => File.Exists(PathOf(index.Id));

    public void DeleteAllBut(Func<IReadOnlyCollection<IndexKey>> indexes)
    {
        var databases = Directory.EnumerateFiles(data.Indexes, "*.db*").Select(IdOf).ToList();
        var catalogs = SegmentFiles.In(data.Indexes).ToLookup(IdOf);
        foreach (var indexId in databases.Union(catalogs.Select(c => c.Key)).Except(indexes().Select(i => i.Id)))
            Delete(indexId, catalogs[indexId]);
    }

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

    /// <summary>As <see cref="Open"/>, for the stores beside it.</summary>
    internal SqliteIndexContents Contents(IndexKey index)
    {
        var contents = open.GetOrAdd(index.Id, id => new Lazy<SqliteIndexContents>(
            () => SqliteFaults.Translated(() => Create(id))));
        try
        {
            return contents.Value;
        }
        catch
        {
            // It would keep the failure: the next one tries again.
            open.TryRemove(KeyValuePair.Create(index.Id, contents));
            throw;
        }
    }

    private SqliteIndexContents Create(string indexId)
    {
        // Not pooled: when it fails its open transaction goes with it.
        using (var connection = new SqliteConnection(ConnectionString(indexId, isPooled: false)))
        {
            connection.Open();
            SqliteDatabase.Execute(connection, "PRAGMA journal_mode = WAL");
            SqliteMigrations.Apply(connection, IndexContentsSchema.Migrations);
            if (SqliteChunkTerms.CountMissing(connection) is > 0 and var missing)
            {
                MakingWords(indexId, missing);
                SqliteSegments.Rename(connection);
                SqliteChunkTerms.Fill(connection);
            }

            SegmentFiles.DeleteAllBut(PathOf(indexId), left.Value[indexId], SqliteSegments.All(connection));
        }

        return new SqliteIndexContents(PathOf(indexId), ConnectionString(indexId), kept, time);
    }

    /// <summary>Of the index that a file belongs to.</summary>
    private static string IdOf(string path) => Path.GetFileName(path).Split('.', 2)[0];

    private string PathOf(string indexId) => Path.Combine(data.Indexes, indexId + ".db");

    private string ConnectionString(string indexId, bool isPooled = true) => new SqliteConnectionStringBuilder
    {
        DataSource = PathOf(indexId),
        Pooling = isPooled,
        DefaultTimeout = 30,
    }.ToString();

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Index {IndexId} is of an earlier version: the words of {Chunks} of its passages are made again")]
    private partial void MakingWords(string indexId, long chunks);
}
