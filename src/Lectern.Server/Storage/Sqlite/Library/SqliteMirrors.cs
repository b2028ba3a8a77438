using System.Text.Json;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Folder;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite.Indexing;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Library;

/// <inheritdoc cref="IMirrors"/>
internal sealed class SqliteMirrors(SqliteDatabase database, SqliteDirectories directories, Ids ids, TimeProvider time) : IMirrors
{
    public async Task<string> DirectoryAsync(Scope scope, string folder, string name, CancellationToken cancellationToken)
    {
        if (Find(scope, folder) is { } id)
            return id;
        var request = IMirrors.RequestFor(folder, name);
        return (await directories.CreateAsync(scope, request, mirrors: folder, cancellationToken)).Id;
    }

    public bool Has(Scope scope, string directoryId) => directories.Find(scope, directoryId) is not null;

    public IReadOnlyList<MirroredFile> Files(Scope scope, string directoryId) => database.Read(
        connection => connection.Query<MirroredFile>(
            """
            SELECT m.directory_file_id AS id, m.path, f.content_hash, m.size, m.modified_at, m.device, m.inode, m.volume,
                m.missed_at
            FROM mirrored_files m JOIN directory_files d ON d.id = m.directory_file_id JOIN files f ON f.id = d.file_id
            WHERE m.directory_id = @directoryId AND d.directory_id = @directoryId AND d.project_id = @ProjectId
              AND d.deleted_at IS NULL
            """,
            new { directoryId, scope.ProjectId }).AsList());

    public IReadOnlySet<string> OtherNames(Scope scope, string directoryId) => database.Read(
        connection => connection.Query<string>(
            """
            SELECT unique_id FROM directory_files d
            WHERE directory_id = @directoryId AND project_id = @ProjectId AND deleted_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM mirrored_files m WHERE m.directory_file_id = d.id)
            """,
            new { directoryId, scope.ProjectId }).ToHashSet(StringComparer.Ordinal));

    public Task<bool> PutAsync(
        Scope scope, string directoryId, string? id, Blob content, string path, MirrorStamp stamp,
        CancellationToken cancellationToken) => WriteAsync(
            (connection, now) =>
            {
                if (!HasRoom(connection, scope, directoryId, id is null ? [] : [id], [path]))
                    return false;
                var file = new NewFile(content, Path.GetFileName(path), path, Purpose: null);
                var stored = SqliteFiles.Insert(connection, scope, ids.Uuid(), file, now, ofDirectory: true);
                var before = connection.QueryFirstOrDefault<string>(
                    "SELECT file_id FROM directory_files WHERE id = @id", new { id });
                var put = new
                {
                    id = id ?? ids.DirectoryFile(),
                    now,
                    scope.ProjectId,
                    directoryId,
                    path,
                    fileId = stored.Id,
                    metadata = stamp.Metadata(path),
                };
                connection.Execute(
                    """
                    INSERT INTO directory_files
                        (id, created_at, updated_at, project_id, directory_id, unique_id, display_name, file_id, metadata)
                    VALUES (@id, @now, @now, @ProjectId, @directoryId, @path, @path, @fileId, @metadata)
                    ON CONFLICT (id) DO UPDATE SET unique_id = excluded.unique_id, display_name = excluded.display_name,
                        file_id = excluded.file_id, metadata = excluded.metadata, updated_at = excluded.updated_at
                    """,
                    put);
                Mark(connection, directoryId, new MirrorPlace(put.id, path, stamp));
                if (before is not null)
                    SqliteFiles.Release(connection, [before], now);
                SqliteSyncJobs.RequestFollowers(connection, scope, directoryId, now);
                return true;
            },
            cancellationToken);

    public Task<bool> RenameAsync(
        Scope scope, string directoryId, IReadOnlyList<MirrorPlace> places, CancellationToken cancellationToken) => WriteAsync(
        (connection, now) =>
        {
            if (!HasRoom(connection, scope, directoryId, [.. places.Select(p => p.Id)], [.. places.Select(p => p.Path)]))
                return false;
            foreach (var place in places)
                connection.Execute("UPDATE directory_files SET unique_id = id WHERE id = @Id", new { place.Id });
            foreach (var place in places)
            {
                connection.Execute(
                    """
                    UPDATE directory_files SET unique_id = @Path, display_name = @Path, metadata = @metadata, updated_at = @now
                    WHERE id = @Id
                    """,
                    new { place.Id, place.Path, metadata = place.Stamp.Metadata(place.Path), now });
                Mark(connection, directoryId, place);
            }

            SqliteSyncJobs.RequestFollowers(connection, scope, directoryId, now);
            return true;
        },
        cancellationToken);

    public Task NoteAsync(
        Scope scope, string directoryId, IReadOnlyList<MirrorPlace> places, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection =>
            {
                foreach (var place in places.Where(p => IsMirrored(connection, scope, directoryId, p.Id)))
                    Mark(connection, directoryId, place);
            },
            cancellationToken);

    public Task MissAsync(
        Scope scope, string directoryId, IReadOnlyList<string> fileIds, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE mirrored_files SET missed_at = @now
                WHERE missed_at IS NULL AND directory_id = @directoryId AND directory_file_id IN (
                    SELECT id FROM directory_files
                    WHERE id IN (SELECT value FROM json_each(@json)) AND project_id = @ProjectId)
                """,
                new
                {
                    json = Json(fileIds),
                    directoryId,
                    scope.ProjectId,
                    now = time.GetUtcNow().ToUnixTimeMilliseconds(),
                }),
            cancellationToken);

    public Task<int> RemoveAsync(
        Scope scope, string directoryId, IReadOnlyList<string> fileIds, CancellationToken cancellationToken) => WriteAsync(
        (connection, now) =>
        {
            var released = connection.Query<string>(
                """
                UPDATE directory_files SET deleted_at = @now, updated_at = @now
                WHERE id IN (SELECT value FROM json_each(@json)) AND directory_id = @directoryId AND project_id = @ProjectId
                  AND deleted_at IS NULL AND id IN (SELECT directory_file_id FROM mirrored_files)
                RETURNING file_id
                """,
                new { json = Json(fileIds), directoryId, scope.ProjectId, now }).AsList();
            connection.Execute(
                "DELETE FROM mirrored_files WHERE directory_file_id IN (SELECT value FROM json_each(@json))",
                new { json = Json(fileIds) });
            foreach (var some in released.Chunk(500))
                SqliteFiles.Release(connection, some, now);
            SqliteSyncJobs.RequestFollowers(connection, scope, directoryId, now);
            return released.Count;
        },
        cancellationToken);

    /// <summary>
    /// Whether the directory and these of its files are there and the mirror's, and nobody else's file has one of these names.
    /// </summary>
    private static bool HasRoom(
        SqliteConnection connection, Scope scope, string directoryId, IReadOnlyList<string> fileIds, IReadOnlyList<string> paths)
    {
        var parameters = new { directoryId, scope.ProjectId, fileIds = Json(fileIds), paths = Json(paths) };
        var hasDirectory = connection.ExecuteScalar<long>(
            "SELECT count(*) FROM directories WHERE id = @directoryId AND project_id = @ProjectId AND deleted_at IS NULL",
            parameters);
        var others = connection.ExecuteScalar<long>(
            """
            SELECT count(*) FROM directory_files
            WHERE directory_id = @directoryId AND deleted_at IS NULL AND unique_id IN (SELECT value FROM json_each(@paths))
              AND id NOT IN (SELECT value FROM json_each(@fileIds))
            """,
            parameters);
        return hasDirectory > 0 && others == 0 && fileIds.All(id => IsMirrored(connection, scope, directoryId, id));
    }

    private static bool IsMirrored(SqliteConnection connection, Scope scope, string directoryId, string id) =>
        connection.ExecuteScalar<long>(
            """
            SELECT count(*) FROM mirrored_files m JOIN directory_files d ON d.id = m.directory_file_id
            WHERE m.directory_file_id = @id AND d.directory_id = @directoryId AND d.project_id = @ProjectId
                AND d.deleted_at IS NULL
            """,
            new { id, directoryId, scope.ProjectId }) > 0;

    private static void Mark(SqliteConnection connection, string directoryId, MirrorPlace place) => connection.Execute(
        """
        INSERT INTO mirrored_files (directory_file_id, directory_id, path, size, modified_at, device, inode, volume)
        VALUES (@Id, @directoryId, @Path, @Size, @Modified, @Device, @Inode, @Volume)
        ON CONFLICT (directory_file_id) DO UPDATE SET path = excluded.path, size = excluded.size,
            modified_at = excluded.modified_at, device = excluded.device,
            inode = excluded.inode, volume = excluded.volume, missed_at = NULL
        """,
        new
        {
            place.Id,
            directoryId,
            place.Path,
            place.Stamp.Size,
            place.Stamp.Modified,
            place.Stamp.Device,
            place.Stamp.Inode,
            place.Stamp.Volume,
        });

    private static string Json(IReadOnlyList<string> values) => JsonSerializer.Serialize(values, LecternJson.Wire.Strings);

    private string? Find(Scope scope, string folder) => database.Read(
        connection => connection.QueryFirstOrDefault<string>(
            """
            SELECT id FROM directories
            WHERE mirrors = @folder AND project_id = @ProjectId AND deleted_at IS NULL ORDER BY id LIMIT 1
            """,
            new { folder, scope.ProjectId }));

    private Task<T> WriteAsync<T>(Func<SqliteConnection, long, T> work, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(c => work(c, time.GetUtcNow().ToUnixTimeMilliseconds()), cancellationToken, Durability.Power);
}
