using Dapper;
using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <inheritdoc cref="IIndexes"/>
internal sealed class SqliteIndexes(SqliteDatabase database, Ids ids, TimeProvider time) : IIndexes
{
    public const string Columns =
        "id, project_id, name, description, source_directory_id, sync_config_id, export_config_id, "
        + "vector_target, store_attachments, metadata, created_at, updated_at, last_synced_at, generation, "
        + "restored_at, files_ready";

    public Task<IndexRow?> CreateAsync(Scope scope, NewIndex index, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection => Insert(connection, ids, scope, index, time.GetUtcNow().ToUnixTimeMilliseconds()),
            cancellationToken,
            Durability.Power);

    /// <returns>Null when there is no such directory.</returns>
    internal static IndexRow? Insert(SqliteConnection connection, Ids ids, Scope scope, NewIndex index, long now)
    {
        var directory = connection.QueryFirstOrDefault<string>(
            "SELECT name FROM directories WHERE id = @SourceDirectoryId AND project_id = @ProjectId AND deleted_at IS NULL",
            new { index.SourceDirectoryId, scope.ProjectId });
        if (directory is null)
            return null;
        var row = connection.QueryFirst<IndexRow>(
            $"""
            INSERT INTO indexes (id, project_id, name, description, source_directory_id, sync_config_id, export_config_id,
                sync_frequency, store_attachments, products, vector_target, metadata, created_at, updated_at)
            VALUES (@id, @ProjectId, @name, @Description, @SourceDirectoryId, @sync, @export,
                @SyncFrequency, @StoreAttachments, @Products, @VectorTarget, @metadata, @now, @now)
            RETURNING {Columns}
            """,
            new
            {
                id = ids.Index(),
                scope.ProjectId,
                name = index.Name ?? directory,
                index.Description,
                index.SourceDirectoryId,
                sync = ids.Configuration(),
                export = ids.Configuration(),
                index.SyncFrequency,
                index.StoreAttachments,
                index.Products,
                index.VectorTarget,
                metadata = IndexRow.ToJson(new IndexMetadata(IndexStatus.Syncing)),
                now,
            });
        SqliteSyncJobs.Request(connection, row, now);
        return row;
    }

    public IndexRow? Find(Scope scope, string idOrExportConfigId) => database.Read(
        connection => Find(connection, scope, idOrExportConfigId));

    public int FilesWaiting(IndexRow index) => database.Read(
        connection => connection.ExecuteScalar<int>(
            """
            SELECT files_left + (
                SELECT count(*) FROM directory_files
                WHERE directory_id = @SourceDirectoryId AND updated_at > read_at
                    AND (deleted_at IS NULL OR created_at <= read_at))
            FROM (
                SELECT files_left, coalesce(sources_read_at, last_synced_at, 0) AS read_at FROM indexes WHERE id = @Id)
            """,
            new { index.Id, index.SourceDirectoryId }));

    public int CountFiles(IndexRow index) => database.Read(
        connection => connection.ExecuteScalar<int>(
            "SELECT count(*) FROM directory_files WHERE directory_id = @SourceDirectoryId AND deleted_at IS NULL",
            new { index.SourceDirectoryId }));

    public IReadOnlyList<IndexKey> AllKeys() => database.Read(
        connection => connection.Query<IndexKey>("SELECT id FROM indexes").AsList());

    public IReadOnlyList<IndexRow> Synced() => database.Read(
        connection => connection.Query<IndexRow>(
            $"SELECT {Columns} FROM indexes WHERE generation IS NOT NULL ORDER BY id").AsList());

    public IReadOnlyList<IndexRow> List(Scope scope, string? sourceDirectoryId, PageRequest page) => database.Read(
        connection => connection.Query<IndexRow>(
            $"""
            SELECT {Columns} FROM indexes
            WHERE project_id = @ProjectId AND id > @after AND id NOT IN (SELECT index_id FROM chat_indexes)
                AND (@sourceDirectoryId IS NULL OR source_directory_id = @sourceDirectoryId)
            ORDER BY id LIMIT @limit
            """,
            new { scope.ProjectId, after = page.After ?? "", sourceDirectoryId, limit = page.Size + 1 }).AsList());

    public Task<IndexRow?> UpdateAsync(
        Scope scope, string id, string? name, string? description, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection => connection.QueryFirstOrDefault<IndexRow>(
                $"""
                UPDATE indexes SET name = coalesce(@name, name), description = coalesce(@description, description),
                    updated_at = @now
                WHERE project_id = @ProjectId AND (id = @id OR export_config_id = @id)
                RETURNING {Columns}
                """,
                new { name, description, id, scope.ProjectId, now = time.GetUtcNow().ToUnixTimeMilliseconds() }),
            cancellationToken);

    public Task<IndexRow?> DeleteAsync(Scope scope, string id, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            if (Find(connection, scope, id) is not { } index)
                return null;
            connection.Execute("DELETE FROM sync_jobs WHERE index_id = @Id", new { index.Id });
            connection.Execute(
                "DELETE FROM indexes WHERE id = @Id AND project_id = @ProjectId", new { index.Id, scope.ProjectId });
            return index;
        },
        cancellationToken,
        Durability.Power);

    public Task SetMetadataAsync(IndexKey index, IndexMetadata metadata, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection => connection.Execute(
                "UPDATE indexes SET metadata = @json, updated_at = @now WHERE id = @Id",
                new { index.Id, json = IndexRow.ToJson(metadata), now = time.GetUtcNow().ToUnixTimeMilliseconds() }),
            cancellationToken);

    internal static IndexRow? Find(SqliteConnection connection, string id) => connection.QueryFirstOrDefault<IndexRow>(
        $"SELECT {Columns} FROM indexes WHERE id = @id", new { id });

    internal static IndexRow? Find(SqliteConnection connection, Scope scope, string id) =>
        connection.QueryFirstOrDefault<IndexRow>(
        $"SELECT {Columns} FROM indexes WHERE project_id = @ProjectId AND (id = @id OR export_config_id = @id)",
        new { id, scope.ProjectId });
}
