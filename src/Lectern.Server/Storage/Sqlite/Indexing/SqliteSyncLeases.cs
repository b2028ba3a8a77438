using Dapper;
using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <inheritdoc cref="ISyncLeases"/>
internal sealed class SqliteSyncLeases(SqliteDatabase database, Owner owner, TimeProvider time) : ISyncLeases
{
    public bool HasNews(IReadOnlyCollection<IndexKey> running) => database.Read(connection =>
    {
        var mine = connection.Query<(string Id, long IsCancelled)>(
            "SELECT index_id, cancel_requested_at IS NOT NULL FROM sync_jobs WHERE owner_id = @Id", owner).AsList();
        var here = running.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        return mine.Count != here.Count || mine.Any(m => m.IsCancelled != 0 || !here.Contains(m.Id))
            || connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM sync_jobs WHERE owner_id IS NOT @Id)", owner);
    });

    public Task<IReadOnlyList<string>> ReclaimAsync(IReadOnlyCollection<IndexKey> running, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(connection => Reclaim(connection, running), cancellationToken);

    public WaitingSyncs Waiting()
    {
        var (count, first) = database.Read(connection => connection.QuerySingle<(long Count, long? First)>(
            "SELECT count(*), min(requested_at) FROM sync_jobs WHERE owner_id IS NULL"));
        var waited = first is null ? TimeSpan.Zero : time.GetUtcNow() - UnixTime.At(first.Value);
        return new WaitingSyncs((int)count, waited > TimeSpan.Zero ? waited : TimeSpan.Zero);
    }

    public Task<SyncJob?> TakeAsync(CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            var now = time.GetUtcNow();
            SqliteOwners.Beat(connection, owner, now);

            // Of those that the server's end has interrupted twice, one at a time: whichever of them ends it fails, and no other.
            return connection.QueryFirstOrDefault<SyncJob>(
                """
                UPDATE sync_jobs
                SET owner_id = @Id, epoch = epoch + 1, started_at = @now, attempts = attempts + 1,
                    requested_again = requested_again AND restore_to IS NOT NULL
                WHERE index_id = (
                    SELECT w.index_id FROM sync_jobs w
                    LEFT JOIN (
                        SELECT project_id, count(*) AS running FROM sync_jobs WHERE owner_id IS NOT NULL GROUP BY project_id
                    ) r ON r.project_id = w.project_id
                    WHERE w.owner_id IS NULL AND coalesce(r.running, 0) < @MaxRunningOfProject
                        AND (SELECT count(*) FROM sync_jobs WHERE owner_id = @Id) < @MaxRunning
                        AND (w.attempts + 1 < @MaxAttempts
                            OR NOT EXISTS (SELECT 1 FROM sync_jobs WHERE owner_id IS NOT NULL AND attempts >= @MaxAttempts))
                    ORDER BY coalesce(r.running, 0), w.attempts, w.requested_at LIMIT 1)
                RETURNING index_id, project_id, attempts, epoch, restore_to, restore_asked_at
                """,
                new
                {
                    owner.Id,
                    now = now.ToUnixTimeMilliseconds(),
                    SyncJob.MaxRunning,
                    SyncJob.MaxRunningOfProject,
                    SyncJob.MaxAttempts,
                });
        },
        cancellationToken);

    public IReadOnlyList<IndexKey> Cancelled() => database.Read(
        connection => connection.Query<IndexKey>(
            "SELECT index_id AS id FROM sync_jobs WHERE owner_id = @Id AND cancel_requested_at IS NOT NULL", owner).AsList());

    public Task<bool> CancelAsync(IndexKey index, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (connection.Execute("DELETE FROM sync_jobs WHERE index_id = @Id AND owner_id IS NULL", new { index.Id }) > 0)
            {
                SetMetadata(connection, index.Id, row => row.AfterCancel(), now);
                return true;
            }

            return connection.Execute(
                "UPDATE sync_jobs SET cancel_requested_at = @now, requested_again = 0 WHERE index_id = @Id",
                new { index.Id, now }) > 0;
        },
        cancellationToken);

    public bool IsRunning(IndexKey index) => database.Read(
        connection => connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM sync_jobs WHERE index_id = @Id AND owner_id IS NOT NULL)", new { index.Id }));

    public Task<bool> NoteAsync(SyncJob job, SyncStep step, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection => connection.Execute(
            """
            UPDATE indexes
            SET generation = coalesce(@Generation, generation), files_left = @FilesLeft, sources_read_at = @sourcesReadAt,
                contents_bytes = coalesce(@contents, contents_bytes), attachment_bytes = coalesce(@attachments, attachment_bytes),
                restored_at = coalesce(@restoredAt, restored_at), files_ready = coalesce(@FilesReady, files_ready)
            WHERE id = @IndexId
                AND EXISTS (SELECT 1 FROM sync_jobs WHERE index_id = @IndexId AND owner_id = @Id AND epoch = @Epoch)
            """,
            new
            {
                step.Generation,
                step.FilesLeft,
                step.FilesReady,
                sourcesReadAt = step.SourcesReadAt.ToUnixTimeMilliseconds(),
                restoredAt = step.RestoredAt?.ToUnixTimeMilliseconds(),
                contents = step.Size?.Contents,
                attachments = step.Size?.Attachments,
                job.IndexId,
                owner.Id,
                job.Epoch,
            }) > 0,
        cancellationToken);

    public Task<bool> EndAsync(SyncJob job, SyncEnd end, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            var held = connection.Query<bool>(
                "SELECT requested_again FROM sync_jobs WHERE index_id = @IndexId AND owner_id = @Id AND epoch = @Epoch",
                new { job.IndexId, owner.Id, job.Epoch }).AsList();
            if (held.Count == 0)
                return false;
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            SetMetadata(connection, job.IndexId, index => index.After(end, isAgain: held[0]), now);
            if (end is SyncEnd.Synced synced)
            {
                connection.Execute(
                    """
                    UPDATE indexes SET generation = @Generation, contents_bytes = @ContentsBytes, files_left = 0,
                        last_synced_at = iif(@restoredAt IS NULL, @now, last_synced_at), restored_at = @restoredAt,
                        files_ready = NULL, attachment_bytes = @AttachmentBytes, sources_read_at = @sourcesReadAt
                    WHERE id = @IndexId
                    """,
                    new
                    {
                        synced.Generation,
                        now,
                        synced.ContentsBytes,
                        synced.AttachmentBytes,
                        sourcesReadAt = synced.SourcesReadAt?.ToUnixTimeMilliseconds(),
                        restoredAt = synced.RestoredAt?.ToUnixTimeMilliseconds(),
                        job.IndexId,
                    });
            }

            End(connection, job.IndexId, isAgain: held[0]);
            return true;
        },
        cancellationToken);

    public Task ReleaseAsync(SyncJob job, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection => connection.Execute(
            """
            UPDATE sync_jobs SET owner_id = NULL, started_at = NULL, attempts = attempts - 1
            WHERE index_id = @IndexId AND owner_id = @Id AND epoch = @Epoch
            """,
            new { job.IndexId, owner.Id, job.Epoch }),
        cancellationToken);

    private IReadOnlyList<string> Reclaim(WriterConnection connection, IReadOnlyCollection<IndexKey> running)
    {
        var now = time.GetUtcNow();
        var values = SqliteOwners.Values(owner, now);
        values.AddDynamicParams(new { running = running.Select(r => r.Id) });
        var left = connection.Query<Left>(
            $"""
            SELECT index_id, owner_id IS @owner AS is_mine, attempts, cancel_requested_at IS NOT NULL AS is_cancelled,
                requested_again AND (restore_to IS NOT NULL OR cancel_requested_at IS NOT NULL) AS is_again
            FROM sync_jobs
            WHERE started_at IS NOT NULL
                AND ((owner_id = @owner AND index_id NOT IN @running) OR {SqliteOwners.IsGone("owner_id")})
            """,
            values).AsList();
        foreach (var job in left)
        {
            if (job.IsCancelled != 0)
                End(connection, job, new SyncEnd.Cancelled(), now);
            else if (job.IsExhausted)
                End(connection, job, new SyncEnd.Failed(SyncJob.TriedOften), now);
            else
                Release(connection, job.IndexId, job.Attempts - job.IsMine, isOver: false);
        }

        return [.. left.Where(j => j.IsExhausted && j.IsCancelled == 0).Select(j => j.IndexId)];
    }

    private static void End(WriterConnection connection, Left job, SyncEnd end, DateTimeOffset now)
    {
        SetMetadata(connection, job.IndexId, index => index.After(end, job.IsAgain != 0), now.ToUnixTimeMilliseconds());
        End(connection, job.IndexId, job.IsAgain != 0);
    }

    /// <param name="isAgain">Whether a sync was asked for meanwhile, which waits now.</param>
    private static void End(WriterConnection connection, string indexId, bool isAgain)
    {
        if (isAgain)
            Release(connection, indexId, attempts: 0, isOver: true);
        else
            connection.Execute("DELETE FROM sync_jobs WHERE index_id = @indexId", new { indexId });
    }

    /// <param name="isOver">Whether what waits now is the sync that was asked for meanwhile.</param>
    private static void Release(
        WriterConnection connection, string indexId, long attempts, bool isOver) => connection.Execute(
        """
        UPDATE sync_jobs
        SET owner_id = NULL, started_at = NULL, attempts = @attempts, cancel_requested_at = NULL,
            restore_to = iif(@isOver, NULL, restore_to), restore_asked_at = iif(@isOver, NULL, restore_asked_at),
            requested_again = NOT @isOver AND restore_to IS NOT NULL AND requested_again
        WHERE index_id = @indexId
        """,
        new { indexId, attempts, isOver });

    private static void SetMetadata(SqliteConnection connection, string indexId, Func<IndexRow, IndexMetadata> metadata, long now)
    {
        if (SqliteIndexes.Find(connection, indexId) is { } index)
        {
            connection.Execute(
                "UPDATE indexes SET metadata = @json, updated_at = @now WHERE id = @indexId",
                new { indexId, now, json = IndexRow.ToJson(metadata(index)) });
        }
    }

    /// <summary>A sync that nobody runs, although somebody took it. Set by properties: columns are computed.</summary>
    private sealed record Left
    {
        public string IndexId { get; init; } = "";

        public long IsMine { get; init; }

        public long Attempts { get; init; }

        public long IsCancelled { get; init; }

        /// <summary>A sync was asked for beside a restore, or after a cancel: it is not given up with what ends.</summary>
        public long IsAgain { get; init; }

        /// <summary>The end of a server that runs on is no attempt.</summary>
        public bool IsExhausted => IsMine == 0 && Attempts >= SyncJob.MaxAttempts;
    }
}
