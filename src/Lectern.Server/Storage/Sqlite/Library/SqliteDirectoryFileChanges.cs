using Dapper;
using Lectern.Contracts;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite.Indexing;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Library;

/// <inheritdoc cref="IDirectoryFileChanges"/>
internal sealed class SqliteDirectoryFileChanges(SqliteDatabase database, Ids ids, TimeProvider time) : IDirectoryFileChanges
{
    public Task<DirectoryFileResponse?> PutAsync(
        Scope scope, string directoryId, NewDirectoryFile file, CancellationToken cancellationToken) => WriteAsync(
        (connection, now) =>
        {
            if (!HasDirectory(connection, scope, directoryId))
                return null;
            var content = new NewFile(file.Content, file.Name, file.ExternalFileId, Purpose: null);
            var stored = SqliteFiles.Insert(connection, scope, ids.Uuid(), content, now, ofDirectory: true);
            return Put(connection, scope, directoryId, stored.Id, file.UniqueId, file.DisplayName, file.Metadata, now);
        },
        cancellationToken);

    public Task<(ChangeOutcome Outcome, DirectoryFileResponse? File)> AddAsync(
        Scope scope, string directoryId, AddedDirectoryFile file, CancellationToken cancellationToken) => WriteAsync(
        (connection, now) =>
        {
            if (!HasDirectory(connection, scope, directoryId))
                return (ChangeOutcome.NoDirectory, (DirectoryFileResponse?)null);
            if (SqliteFiles.Find(connection, scope, file.FileId) is not { } stored)
                return (ChangeOutcome.NoFile, null);
            return (ChangeOutcome.Done, Put(
                connection, scope, directoryId, stored.Id, file.UniqueId ?? stored.Name, file.DisplayName
                    ?? stored.Name, file.Metadata, now));
        },
        cancellationToken);

    public Task<(ChangeOutcome Outcome, DirectoryFileResponse? File)> UpdateAsync(
        Scope scope, string directoryId, string id, DirectoryFileUpdate update,
        CancellationToken cancellationToken) => WriteAsync(
        (connection, now) =>
        {
            var target = update.TargetDirectoryId ?? directoryId;
            if (!HasDirectory(connection, scope, target))
                return (ChangeOutcome.NoDirectory, (DirectoryFileResponse?)null);
            if (SqliteDirectoryFiles.Find(connection, scope, directoryId, id) is not { } file)
                return (ChangeOutcome.NoFile, null);
            var uniqueId = update.UniqueId ?? file.UniqueId;
            if (Owner(connection, target, uniqueId) is { } owner && owner.Id != id)
                return (ChangeOutcome.UniqueIdTaken, null);
            var changed = connection.QueryFirst<DirectoryFileRow>(
                $"""
                UPDATE directory_files SET directory_id = @target, unique_id = @uniqueId, updated_at = @now,
                    display_name = coalesce(@DisplayName, display_name), metadata = coalesce(@Metadata, metadata)
                WHERE id = @id AND project_id = @ProjectId RETURNING {SqliteDirectoryFiles.Selected}
                """,
                new { id, scope.ProjectId, target, uniqueId, update.DisplayName, update.Metadata, now });
            if (target != directoryId)
                Unmark(connection, id);
            foreach (var directory in new[] { directoryId, target }.Distinct())
                SqliteSyncJobs.RequestFollowers(connection, scope, directory, now);
            return (ChangeOutcome.Done, changed.ToResponse());
        },
        cancellationToken);

    public Task<string?> DeleteAsync(
        Scope scope, string directoryId, IReadOnlyCollection<string> fileIds, CancellationToken cancellationToken) => WriteAsync(
        (connection, now) =>
        {
            var there = connection.Query<(string Id, string FileId)>(
                """
                SELECT id, file_id FROM directory_files
                WHERE id IN @fileIds AND directory_id = @directoryId AND project_id = @ProjectId AND deleted_at IS NULL
                """,
                new { fileIds, directoryId, scope.ProjectId }).ToDictionary(f => f.Id, f => f.FileId);
            if (fileIds.FirstOrDefault(id => !there.ContainsKey(id)) is { } missing)
                return missing;
            connection.Execute(
                """
                UPDATE directory_files SET deleted_at = @now, updated_at = @now WHERE id IN @fileIds AND project_id = @ProjectId
                """,
                new { fileIds, scope.ProjectId, now });
            SqliteFiles.Release(connection, there.Values, now);
            SqliteSyncJobs.RequestFollowers(connection, scope, directoryId, now);
            return null;
        },
        cancellationToken);

    private DirectoryFileResponse Put(
        SqliteConnection connection, Scope scope, string directoryId, string fileId, string uniqueId, string displayName,
        string metadata,
        long now)
    {
        var replaced = Owner(connection, directoryId, uniqueId);
        var file = connection.QueryFirst<DirectoryFileRow>(
            $"""
            INSERT INTO directory_files ({SqliteDirectoryFiles.Columns})
            VALUES (@id, @now, @now, @ProjectId, @directoryId, @uniqueId, @displayName, @fileId, @metadata, NULL)
            ON CONFLICT (directory_id, unique_id) WHERE deleted_at IS NULL DO UPDATE SET
                file_id = excluded.file_id, display_name = excluded.display_name, metadata = excluded.metadata,
                updated_at = excluded.updated_at
            RETURNING {SqliteDirectoryFiles.Selected}
            """,
            new { id = ids.DirectoryFile(), now, scope.ProjectId, directoryId, uniqueId, displayName, fileId, metadata });
        Unmark(connection, file.Id);
        if (replaced is not null && replaced.FileId != fileId)
            SqliteFiles.Release(connection, [replaced.FileId], now);
        SqliteSyncJobs.RequestFollowers(connection, scope, directoryId, now);
        return file.ToResponse();
    }

    /// <summary>What somebody puts or moves is theirs: no folder's mirror changes or removes it.</summary>
    private static void Unmark(SqliteConnection connection, string id) =>
        connection.Execute("DELETE FROM mirrored_files WHERE directory_file_id = @id", new { id });

    private Task<T> WriteAsync<T>(Func<SqliteConnection, long, T> work, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(c => work(c, time.GetUtcNow().ToUnixTimeMilliseconds()), cancellationToken, Durability.Power);

    private static bool HasDirectory(SqliteConnection connection, Scope scope, string id) => connection.ExecuteScalar<long>(
        "SELECT count(*) FROM directories WHERE id = @id AND project_id = @ProjectId AND deleted_at IS NULL",
        new { id, scope.ProjectId }) > 0;

    /// <summary>The file that has a unique id in a directory of the scope.</summary>
    private static DirectoryFileRow? Owner(SqliteConnection connection, string directoryId, string uniqueId) =>
        connection.QueryFirstOrDefault<DirectoryFileRow>(
            $"""
            SELECT {SqliteDirectoryFiles.Selected} FROM directory_files
            WHERE directory_id = @directoryId AND unique_id = @uniqueId AND deleted_at IS NULL
            """,
            new { directoryId, uniqueId });
}
