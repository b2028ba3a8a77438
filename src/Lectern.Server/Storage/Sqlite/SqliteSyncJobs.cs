using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// The syncs that are to be done: one row for an index, so that requests collapse; a request during a sync makes it run once more.
/// Survives a crash: a job that was running is taken again. Thread-safe.
/// </summary>
internal sealed class SqliteSyncJobs(SqliteDatabase database, TimeProvider time)
{
    /// <summary>At once. Most of them wait for a place in one of their stages, which costs little.</summary>
    private const int MaxRunning = 256;

    private const int MaxRunningOfProject = 32;

    /// <summary>Asks for a sync. Its index shows as syncing at once.</summary>
    /// <returns>Whether there is such an index.</returns>
    public Task<bool> RequestAsync(Scope scope, string indexId, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            if (SqliteIndexes.Find(connection, scope, indexId) is not { } index)
                return false;
            Request(connection, index, time.GetUtcNow().ToUnixTimeMilliseconds());
            return true;
        },
        cancellationToken,
        Durability.Power);

    /// <summary>Asks for a sync that nobody called for.</summary>
    /// <returns>Whether the index is still there.</returns>
    public Task<bool> RequestAsync(IndexRow index, CancellationToken cancellationToken) =>
        RequestAsync(new Scope(index.ProjectId, "", "sync"), index.Id, cancellationToken);

    /// <summary>Takes the oldest waiting job of the project that has the fewest running; null when none may begin.</summary>
    public Task<SyncJob?> TakeAsync(CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection => connection.QueryFirstOrDefault<SyncJob>(
            """
            UPDATE sync_jobs SET started_at = @now, requested_again = 0, attempts = attempts + 1
            WHERE index_id = (
                SELECT w.index_id FROM sync_jobs w
                LEFT JOIN (
                    SELECT project_id, count(*) AS running FROM sync_jobs WHERE started_at IS NOT NULL GROUP BY project_id
                ) r ON r.project_id = w.project_id
                WHERE w.started_at IS NULL AND coalesce(r.running, 0) < @MaxRunningOfProject
                    AND (SELECT count(*) FROM sync_jobs WHERE started_at IS NOT NULL) < @MaxRunning
                ORDER BY coalesce(r.running, 0), w.requested_at LIMIT 1)
            RETURNING index_id, project_id, attempts
            """,
            new { now = time.GetUtcNow().ToUnixTimeMilliseconds(), MaxRunning, MaxRunningOfProject }),
        cancellationToken);

    /// <summary>Ends a job, or lets it wait again when a sync was asked for meanwhile.</summary>
    /// <returns>Whether it waits again.</returns>
    public Task<bool> EndAsync(string indexId, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            var again = connection.Execute(
                "UPDATE sync_jobs SET started_at = NULL, requested_again = 0, attempts = 0 WHERE index_id = @indexId AND requested_again = 1",
                new { indexId });
            connection.Execute("DELETE FROM sync_jobs WHERE index_id = @indexId AND started_at IS NOT NULL", new { indexId });
            return again > 0;
        },
        cancellationToken);

    /// <summary>Drops a job that waits; one that runs is not run once more.</summary>
    /// <returns>Whether one waited.</returns>
    public Task<bool> DropWaitingAsync(string indexId, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            connection.Execute("UPDATE sync_jobs SET requested_again = 0 WHERE index_id = @indexId", new { indexId });
            return connection.Execute("DELETE FROM sync_jobs WHERE index_id = @indexId AND started_at IS NULL", new { indexId }) > 0;
        },
        cancellationToken);

    /// <summary>Asks for the syncs of the <c>daily</c> indexes whose last one ended, however it did, longer ago than a time.</summary>
    /// <returns>Whether there are any.</returns>
    public Task<bool> RequestDailyAsync(TimeSpan interval, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            var now = time.GetUtcNow();
            var due = connection.Query<IndexRow>(
                $"""
                SELECT {SqliteIndexes.Columns} FROM indexes
                WHERE sync_frequency = 'daily' AND updated_at <= @before AND id NOT IN (SELECT index_id FROM sync_jobs)
                """,
                new { before = (now - interval).ToUnixTimeMilliseconds() }).AsList();
            foreach (var index in due)
                Request(connection, index, now.ToUnixTimeMilliseconds());
            return due.Count > 0;
        },
        cancellationToken);

    /// <summary>What is marked as running and does not run waits again.</summary>
    /// <param name="running">The indexes whose syncs run.</param>
    public Task ReleaseAsync(IReadOnlyCollection<string> running, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection => connection.Execute(
                "UPDATE sync_jobs SET started_at = NULL WHERE started_at IS NOT NULL AND index_id NOT IN @running",
                new { running }),
            cancellationToken);

    public bool Exists(string indexId)
    {
        using var connection = database.Read();
        return connection.ExecuteScalar<long>("SELECT count(*) FROM sync_jobs WHERE index_id = @indexId", new { indexId }) > 0;
    }

    /// <summary>
    /// Asks for syncs of every index that follows a directory by itself (<c>on_source_change</c>), in the transaction that changed the
    /// directory: a change that is stored is never missed.
    /// </summary>
    internal static void RequestFollowers(SqliteConnection connection, Scope scope, string directoryId, long now)
    {
        var followers = connection.Query<IndexRow>(
            $"""
            SELECT {SqliteIndexes.Columns} FROM indexes
            WHERE project_id = @ProjectId AND source_directory_id = @directoryId AND sync_frequency = 'on_source_change'
            """,
            new { scope.ProjectId, directoryId }).AsList();
        foreach (var index in followers)
            Request(connection, index, now);
    }

    internal static void Request(SqliteConnection connection, IndexRow index, long now)
    {
        connection.Execute(
            """
            INSERT INTO sync_jobs (index_id, project_id, requested_at) VALUES (@Id, @ProjectId, @now)
            ON CONFLICT (index_id) DO UPDATE SET requested_again = started_at IS NOT NULL
            """,
            new { index.Id, index.ProjectId, now });
        var metadata = index.ReadMetadata();
        if (metadata.Status != IndexStatus.Syncing)
        {
            connection.Execute(
                "UPDATE indexes SET metadata = @json, updated_at = @now WHERE id = @Id",
                new { index.Id, now, json = IndexRow.ToJson(metadata with { Status = IndexStatus.Syncing, Error = null }) });
        }
    }
}
