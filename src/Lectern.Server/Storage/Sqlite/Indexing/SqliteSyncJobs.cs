using Dapper;
using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <inheritdoc cref="ISyncJobs"/>
internal sealed class SqliteSyncJobs(SqliteDatabase database, TimeProvider time) : ISyncJobs
{
    public Task<bool> RequestAsync(Scope scope, string indexId, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
        connection =>
        {
            if (SqliteIndexes.Find(connection, scope, indexId) is not { } index)
                return false;
            Request(connection, index, time.GetUtcNow().ToUnixTimeMilliseconds());
            return true;
        },
        cancellationToken,
        Durability.Power);

    public Task<bool> RequestAsync(IndexRow index, CancellationToken cancellationToken) =>
        RequestAsync(Scope.OfSync(index.ProjectId), index.Id, cancellationToken);

    public Task<RestoreRequest> RequestRestoreAsync(
        Scope scope, string indexId, long generation, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            if (SqliteIndexes.Find(connection, scope, indexId) is not { } index)
                return RestoreRequest.NoIndex;
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (connection.Execute(
                """
                INSERT INTO sync_jobs (index_id, project_id, requested_at, restore_to, restore_asked_at)
                VALUES (@Id, @ProjectId, @now, @generation, @now)
                ON CONFLICT (index_id) DO NOTHING
                """,
                new { index.Id, index.ProjectId, now, generation }) == 0)
                return RestoreRequest.IsSyncing;
            SetSyncing(connection, index, now);
            return RestoreRequest.Asked;
        },
        cancellationToken,
        Durability.Power);

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

    public bool Exists(IndexKey index) => database.Read(
        connection => connection.ExecuteScalar<long>(
            "SELECT count(*) FROM sync_jobs WHERE index_id = @Id", new { index.Id }) > 0);

    /// <summary>
    /// Asks for syncs of every index that follows a directory by itself (<c>on_source_change</c>), in the transaction that
    /// changed the directory: a change that is stored is never missed.
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
            ON CONFLICT (index_id) DO UPDATE SET requested_again = owner_id IS NOT NULL OR restore_to IS NOT NULL,
                requested_at = CASE WHEN owner_id IS NULL OR requested_again THEN requested_at ELSE excluded.requested_at END
            """,
            new { index.Id, index.ProjectId, now });
        SetSyncing(connection, index, now);
    }

    private static void SetSyncing(SqliteConnection connection, IndexRow index, long now)
    {
        if (index.ReadMetadata().Status != IndexStatus.Syncing)
        {
            connection.Execute(
                "UPDATE indexes SET metadata = @json, updated_at = @now WHERE id = @Id",
                new { index.Id, now, json = IndexRow.ToJson(index.AfterRequest()) });
        }
    }
}
