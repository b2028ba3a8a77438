using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <inheritdoc cref="IIndexContents"/>
internal sealed class SqliteIndexContents(
    string databasePath, string connectionString, KeptGenerations limits, TimeProvider time) : IIndexContents
{
    public string DatabasePath { get; } = databasePath;

    public Task<IReadOnlyList<IndexedFile>> ListFilesAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Read<IReadOnlyList<IndexedFile>>(
            connection => [.. connection.Query<FileRow>(
                $"SELECT {FileRow.Columns} FROM files WHERE id > @after ORDER BY id LIMIT @limit",
                new { after = after ?? "", limit }).Select(r => r.ToFile())]));
    }

    public IReadOnlyList<IndexedFile> AllFiles() => Read<IReadOnlyList<IndexedFile>>(
        connection => [.. connection.Query<FileRow>(
            $"SELECT {FileRow.ColumnsBeforeText} FROM files ORDER BY id").Select(r => r.ToFile())]);

    public Task<SwapOutcome> ReplaceAsync(IAsyncEnumerable<FileChange> changes, CancellationToken cancellationToken) =>
        ReplaceAsync(changes, vectors: null, goesOn: false, cancellationToken);

    public Task<SwapOutcome> ReplaceAsync(
        IAsyncEnumerable<FileChange> changes, IPendingVectors? vectors, CancellationToken cancellationToken) =>
        ReplaceAsync(changes, vectors, goesOn: false, cancellationToken);

    public Task<SwapOutcome> ReplaceAsync(
        IAsyncEnumerable<FileChange> changes, IPendingVectors? vectors, bool goesOn, CancellationToken cancellationToken) =>
        SqliteFaults.TranslatedAsync(() => SwapAsync(
            async files =>
            {
                await foreach (var change in changes.WithCancellation(cancellationToken))
                    files.Make(change);
                files.FillVectors();
                return true;
            },
            vectors, goesOn, restored: null, cancellationToken))!;

    public Task<SwapOutcome?> JoinVectorsAsync(IPendingVectors vectors, CancellationToken cancellationToken) =>
        SqliteFaults.TranslatedAsync(() => SwapAsync(
            files => Task.FromResult(files.FillMadeVectors()), vectors, goesOn: true, restored: null, cancellationToken));

    public Task<SwapOutcome?> RestoreAsync(long generation, CancellationToken cancellationToken) =>
        SqliteFaults.TranslatedAsync(() => SwapAsync(
            files => Task.FromResult(files.TryRestore(generation, cancellationToken)), vectors: null, goesOn: false,
            restored: generation, cancellationToken));

    public IReadOnlyList<IndexGeneration> Generations(long before, int limit) =>
        Read(connection => SqliteGenerations.List(connection, before, limit));

    public IndexGeneration? FindGeneration(long number) => Read(connection => SqliteGenerations.Find(connection, number));

    public IndexGeneration? FindFirstOfLive() => Read(SqliteGenerations.FindFirstOfLive);

    public int CountReady() => Read(connection => connection.ExecuteScalar<int>(
        "SELECT (SELECT count(*) FROM files) - (SELECT count(*) FROM files WHERE reason IS NOT NULL)"));

    public long LiveGeneration() => Read(SqliteGenerations.Live);

    public bool Forget() => Read(connection => SqliteForgetting.RunOne(connection, limits, time.GetUtcNow()));

    public bool Merge(CancellationToken cancellationToken, Action? giveWay = null) => SqliteFaults.Translated(
        () => SqliteMerges.RunOne(DatabasePath, Open, giveWay, time, cancellationToken));

    public string NameGeneration() => Read(connection =>
    {
        connection.Execute("UPDATE generation SET name = @name WHERE name IS NULL", new { name = NewName() });
        return connection.QueryFirst<string>("SELECT name FROM generation");
    });

    public (long Contents, long Attachments) Measure()
    {
        var (attachments, segments) = Read(connection => (
            connection.ExecuteScalar<long>(
                """
                SELECT coalesce(sum(size), 0) FROM (
                    SELECT max(size) AS size FROM (
                        SELECT content_hash, size FROM attachments UNION ALL SELECT content_hash, size FROM kept_attachments)
                    GROUP BY content_hash)
                """),
            SqliteSegments.All(connection)));
        var files = DatabaseFiles(DatabasePath).Concat(segments.Select(s => SegmentFiles.PathOf(DatabasePath, s.Name)));
        return (files.Select(path => new FileInfo(path)).Sum(f => f.Exists ? f.Length : 0), attachments);
    }

    /// <summary>What SQLite makes of a database.</summary>
    internal static IEnumerable<string> DatabaseFiles(string databasePath) =>
        [databasePath, databasePath + "-wal", databasePath + "-shm"];

    /// <summary>Faults of one file are told from the store's by SQLite's own exceptions: they are translated outside.</summary>
    /// <param name="change">Makes the changes; whether there were any.</param>
    /// <param name="goesOn">Whether the same sync made the generation before.</param>
    /// <param name="restored">The generation that is made live again.</param>
    private async Task<SwapOutcome?> SwapAsync(
        Func<SqliteFileChanges, Task<bool>> change, IPendingVectors? vectors, bool goesOn, long? restored,
        CancellationToken cancellationToken)
    {
        await using var connection = Open();
        await using var transaction = connection.BeginTransaction(deferred: false);
        var kept = new KeptFiles(connection, SqliteGenerations.Live(connection) + 1, limits.KeepsAny);
        using var files = new SqliteFileChanges(connection, transaction, vectors, kept, time);
        if (!await change(files))
            return null;
        var name = NewName();
        connection.Execute(
            "UPDATE generation SET number = number + 1, revision = revision + 1, former = name, name = @name", new { name });
        var before = SqliteSegments.All(connection);
        var written = new List<string>();
        HashSet<long> left;
        try
        {
            files.WriteSegments(DatabasePath, written);
            SqliteGenerations.Note(connection, time.GetUtcNow(), goesOn, restored, limits.KeepsAny);
            cancellationToken.ThrowIfCancellationRequested();
            left = SqliteSegments.All(connection).Select(s => s.Name).ToHashSet();
            transaction.Commit();
        }
        catch
        {
            written.ForEach(SegmentFiles.Delete);
            throw;
        }

        SegmentFiles.Delete(DatabasePath, before.Where(s => !left.Contains(s.Name)));
        EmptyLog(connection);
        return new SwapOutcome(name, files.Faults);
    }

    /// <summary>The write-ahead log is as large as what was added. While a reader needs it, it stays for the next swap.</summary>
    private static void EmptyLog(SqliteConnection connection) => connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    private static string NewName() => Guid.CreateVersion7().ToString();

    public IStoredVectors OpenVectors(string model) => Hold(connection => new SqliteVectors(connection, model));

    public IEnumerable<string> TextsWithoutVectors(string model) => SqliteFaults.Translated(Texts(model));

    private IEnumerable<string> Texts(string model)
    {
        using var connection = Open();
        foreach (var text in SqliteVectors.TextsWithout(connection, model))
            yield return text;
    }

    public bool LacksVectors(string model) => Read(connection => SqliteVectors.IsMissing(connection, model));

    public int CountWithoutVectors(string model) => Read(connection => SqliteVectors.CountWithout(connection, model));

    public bool HasVectorsOfAnother(string model) => Read(connection => SqliteVectors.AreOfAnother(connection, model));

    public IReadOnlyList<(string FileId, string HeadingPath, string Content)> Beginnings(int count) => Read(
        connection => connection.Query<(string, string, string)>(
            "SELECT file_id, heading_path, content FROM chunks ORDER BY position, id LIMIT @count", new { count }).AsList());

    public IReadOnlyList<(string HeadingPath, string Content)> After(string fileId, int place, int count) => Read(
        connection => connection.Query<(string, string)>(
            """
            SELECT heading_path, content FROM chunks WHERE file_id = @fileId
            ORDER BY start_char <= @place, abs(start_char - @place) LIMIT @count
            """,
            new { fileId, place, count }).AsList());

    /// <summary>As <see cref="SqliteDatabase.Read"/>.</summary>
    public T Read<T>(Func<SqliteConnection, T> work) => SqliteFaults.Translated(() =>
    {
        using var connection = Open();
        return work(connection);
    });

    /// <summary>For what is read piece by piece: the result owns the connection, and translates what it reads itself.</summary>
    public T Hold<T>(Func<SqliteConnection, T> work) => SqliteFaults.Translated(() =>
    {
        var connection = Open();
        try
        {
            return work(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    });

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }
}
