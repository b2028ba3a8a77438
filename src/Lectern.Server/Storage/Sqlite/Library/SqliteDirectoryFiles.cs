using System.Text.Json;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Library;

/// <inheritdoc cref="IDirectoryFiles"/>
internal sealed class SqliteDirectoryFiles(SqliteDatabase database) : IDirectoryFiles
{
    /// <summary>What a row is written with.</summary>
    internal const string Columns =
        "id, created_at, updated_at, project_id, directory_id, unique_id, display_name, file_id, metadata, deleted_at";

    /// <summary>With the content's size: what a <see cref="DirectoryFileRow"/> is read from.</summary>
    internal const string Selected = Columns + ", (SELECT size FROM files WHERE files.id = directory_files.file_id) AS size";

    public DirectoryFileResponse? Find(Scope scope, string directoryId, string id) =>
        database.Read(connection => Find(connection, scope, directoryId, id)?.ToResponse());

    public IReadOnlyList<DirectoryFileResponse> List(
        Scope scope, string directoryId, DirectoryFileFilter filter, PageRequest page) =>
        database.Read<IReadOnlyList<DirectoryFileResponse>>(connection => [.. connection.Query<DirectoryFileRow>(
            $"""
            SELECT {Selected} FROM directory_files
            WHERE directory_id = @directoryId AND project_id = @ProjectId AND id > @after
              AND (@IncludeDeleted OR deleted_at IS NULL)
              AND (@DisplayName IS NULL OR display_name = @DisplayName)
              AND (@DisplayNameContains IS NULL OR instr(lower(display_name), lower(@DisplayNameContains)) > 0)
              AND (@UniqueId IS NULL OR unique_id = @UniqueId)
              AND (@FileId IS NULL OR file_id = @FileId)
              AND updated_at BETWEEN @from AND @to
            ORDER BY id LIMIT @limit
            """,
            new
            {
                directoryId,
                scope.ProjectId,
                after = page.After ?? "",
                filter.IncludeDeleted,
                filter.DisplayName,
                filter.DisplayNameContains,
                filter.UniqueId,
                filter.FileId,
                from = filter.UpdatedFrom?.ToUnixTimeMilliseconds() ?? long.MinValue,
                to = filter.UpdatedTo?.ToUnixTimeMilliseconds() ?? long.MaxValue,
                limit = page.Size + 1,
            }).Select(r => r.ToResponse())]);

    public IReadOnlySet<string> Existing(Scope scope, IReadOnlyCollection<string> ids, string? directoryId = null) =>
        database.Read(connection => connection.Query<string>(
            """
            SELECT f.id FROM directory_files f JOIN directories d ON d.id = f.directory_id
            WHERE f.id IN (SELECT value FROM json_each(@json)) AND f.project_id = @ProjectId
              AND f.deleted_at IS NULL AND d.deleted_at IS NULL AND (@directoryId IS NULL OR d.id = @directoryId)
            """,
            new { json = JsonSerializer.Serialize([.. ids], LecternJson.Wire.Strings), scope.ProjectId, directoryId })
            .ToHashSet(StringComparer.Ordinal));

    public IReadOnlyList<FileChangeTimes> Changed(
        Scope scope, string directoryId, DateTimeOffset from, DateTimeOffset to) => database.Read(
        connection => connection.Query<(string Id, long CreatedAt, long UpdatedAt)>(
            """
            SELECT id, created_at, updated_at FROM directory_files
            WHERE directory_id = @directoryId AND project_id = @ProjectId AND deleted_at IS NULL
              AND updated_at >= @from AND updated_at < @to
            ORDER BY updated_at DESC, id
            """,
            new { directoryId, scope.ProjectId, from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds() })
            .Select(f => new FileChangeTimes(f.Id, UnixTime.At(f.CreatedAt), UnixTime.At(f.UpdatedAt))).ToList());

    public IReadOnlyDictionary<string, DateTimeOffset> StoredAt(
        Scope scope, string directoryId, IReadOnlyCollection<string> ids) => database.Read(
        connection => connection.Query<(string Id, long CreatedAt)>(
            """
            SELECT d.id, f.created_at FROM directory_files d JOIN files f ON f.id = d.file_id
            WHERE d.id IN (SELECT value FROM json_each(@json)) AND d.directory_id = @directoryId
              AND d.project_id = @ProjectId AND d.deleted_at IS NULL
            """,
            new { json = JsonSerializer.Serialize([.. ids], LecternJson.Wire.Strings), scope.ProjectId, directoryId })
            .ToDictionary(f => f.Id, f => UnixTime.At(f.CreatedAt), StringComparer.Ordinal));

    public IReadOnlyList<string> GoneBefore(Scope scope, IReadOnlyCollection<string> ids, DateTimeOffset time) => database.Read(
        connection => connection.Query<string>(
            """
            SELECT id FROM directory_files
            WHERE id IN (SELECT value FROM json_each(@json)) AND project_id = @ProjectId
              AND coalesce(deleted_at, updated_at) <= @at
            """,
            new
            {
                json = JsonSerializer.Serialize([.. ids], LecternJson.Wire.Strings),
                scope.ProjectId,
                at = time.ToUnixTimeMilliseconds(),
            }).AsList());

    public long? Departures(Scope scope, string directoryId) => database.Read<long?>(
        connection => connection.QueryFirstOrDefault<long?>(
            "SELECT departures FROM directories WHERE id = @directoryId AND project_id = @ProjectId AND deleted_at IS NULL",
            new { directoryId, scope.ProjectId }));

    public IReadOnlyList<SourceFile> Sources(Scope scope, string directoryId) => database.Read(
        connection => connection.Query<SourceFile>(
            """
            SELECT d.id, d.file_id, d.display_name, d.metadata, f.content_hash, f.size
            FROM directory_files d JOIN files f ON f.id = d.file_id
            WHERE d.directory_id = @directoryId AND d.project_id = @ProjectId AND d.deleted_at IS NULL
            ORDER BY d.id
            """,
            new { directoryId, scope.ProjectId }).AsList());

    internal static DirectoryFileRow? Find(SqliteConnection connection, Scope scope, string directoryId, string id) =>
        connection.QueryFirstOrDefault<DirectoryFileRow>(
            $"""
            SELECT {Selected} FROM directory_files
            WHERE id = @id AND directory_id = @directoryId AND project_id = @ProjectId AND deleted_at IS NULL
            """,
            new { id, directoryId, scope.ProjectId });
}
