using Dapper;
using Lectern.Contracts;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite.Indexing;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Library;

/// <inheritdoc cref="IFiles"/>
internal sealed class SqliteFiles(SqliteDatabase database, Ids ids, TimeProvider time) : IFiles
{
    /// <summary>Of a <see cref="StoredFile"/>.</summary>
    private const string Columns = "id, project_id, name, external_file_id, purpose, content_hash, created_at";

    public Task<FileV2> AddAsync(Scope scope, NewFile file, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection => Insert(connection, scope, ids.Uuid(), file, time.GetUtcNow().ToUnixTimeMilliseconds()).ToFile(),
        cancellationToken,
        Durability.Power);

    public StoredFile? Find(Scope scope, string id) => database.Read(connection => Find(connection, scope, id));

    public HashSet<string> ContentHashes() => database.Read(
        connection => connection.Query<string>(
            "SELECT DISTINCT content_hash FROM files WHERE deleted_at IS NULL", buffered: false)
            .ToHashSet(StringComparer.Ordinal));

    public bool HasContent(string hash) => database.Read(
        connection => connection.ExecuteScalar<long>(
            "SELECT EXISTS (SELECT 1 FROM files WHERE content_hash = @hash AND deleted_at IS NULL)", new { hash }) != 0);

    public IReadOnlyList<StoredFile> List(Scope scope, FileSelection selection, FileOrder order, PageRequest page) =>
        database.Read(connection =>
    {
        var parameters = new DynamicParameters(new
        {
            scope.ProjectId,
            selection.FileName,
            selection.ExternalFileId,
            selection.FileIds,
            anyId = selection.FileIds.Count == 0,
            limit = page.Size + 1,
        });
        return connection.Query<StoredFile>(
            $"""
            SELECT {Columns} FROM files
            WHERE project_id = @ProjectId AND deleted_at IS NULL
              AND (@FileName IS NULL OR name = @FileName)
              AND (@ExternalFileId IS NULL OR external_file_id = @ExternalFileId)
              AND (@anyId OR id IN @FileIds)
              AND {order.After(page.After, parameters)}
            ORDER BY {order.Sql()} LIMIT @limit
            """,
            parameters).AsList();
    });

    public Task<bool> DeleteAsync(Scope scope, string id, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var deleted = connection.Execute(
                "UPDATE files SET deleted_at = @now WHERE id = @id AND project_id = @ProjectId AND deleted_at IS NULL",
                new { id, scope.ProjectId, now });
            var directories = connection.Query<string>(
                """
                UPDATE directory_files SET deleted_at = @now, updated_at = @now
                WHERE file_id = @id AND project_id = @ProjectId AND deleted_at IS NULL RETURNING directory_id
                """,
                new { id, scope.ProjectId, now }).Distinct().ToList();
            foreach (var directory in directories)
                SqliteSyncJobs.RequestFollowers(connection, scope, directory, now);
            Purge(connection, [id]);
            return deleted > 0;
        },
        cancellationToken,
        Durability.Power);

    internal static StoredFile? Find(SqliteConnection connection, Scope scope, string id) =>
        connection.QueryFirstOrDefault<StoredFile>(
            $"SELECT {Columns} FROM files WHERE id = @id AND project_id = @ProjectId AND deleted_at IS NULL",
            new { id, scope.ProjectId });

    internal static StoredFile Insert(
        SqliteConnection connection, Scope scope, string id, NewFile file, long now, bool ofDirectory = false) =>
        connection.QueryFirst<StoredFile>(
            $"""
            INSERT INTO files
                (id, project_id, created_by, name, external_file_id, purpose, size, content_hash, created_at, of_directory)
            VALUES (@id, @ProjectId, @KeyId, @Name, @ExternalFileId, @Purpose, @Size, @Hash, @now, @ofDirectory)
            RETURNING {Columns}
            """,
            new
            {
                id,
                scope.ProjectId,
                scope.KeyId,
                file.Name,
                file.ExternalFileId,
                file.Purpose,
                file.Content.Size,
                file.Content.Hash,
                now,
                ofDirectory,
            });

    /// <summary>Lets go of contents that came by an upload into a directory and that none has any more.</summary>
    internal static void Release(SqliteConnection connection, IReadOnlyCollection<string> fileIds, long now)
    {
        connection.Execute(
            """
            UPDATE files SET deleted_at = @now
            WHERE id IN @fileIds AND of_directory = 1 AND deleted_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM directory_files d WHERE d.file_id = files.id AND d.deleted_at IS NULL)
            """,
            new { fileIds, now });
        Purge(connection, fileIds);
    }

    /// <summary>A deleted file's row stays only while a deleted file of a directory still names it.</summary>
    private static void Purge(SqliteConnection connection, IReadOnlyCollection<string> fileIds) => connection.Execute(
        """
        DELETE FROM files WHERE id IN @fileIds AND deleted_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM directory_files d WHERE d.file_id = files.id)
        """,
        new { fileIds });
}
