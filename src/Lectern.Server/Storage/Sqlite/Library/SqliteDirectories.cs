using Dapper;
using Lectern.Contracts;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Library;

/// <inheritdoc cref="IDirectories"/>
internal sealed class SqliteDirectories(SqliteDatabase database, Ids ids, TimeProvider time) : IDirectories
{
    private const string Columns =
        "id, created_at, updated_at, project_id, name, description, type, connector_subscription_id, system_metadata, deleted_at";

    public Task<DirectoryResponse> CreateAsync(
        Scope scope, DirectoryCreateRequest request, CancellationToken cancellationToken) =>
        CreateAsync(scope, request, mirrors: null, cancellationToken);

    /// <param name="mirrors">Absolute path of the folder that the server mirrors there; null for a client's directory.</param>
    internal Task<DirectoryResponse> CreateAsync(
        Scope scope, DirectoryCreateRequest request, string? mirrors, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return database.Writer.WriteAsync(
            connection =>
            {
                var made = Insert(connection, ids, scope, request, now);
                if (mirrors is not null)
                    connection.Execute("UPDATE directories SET mirrors = @mirrors WHERE id = @Id", new { mirrors, made.Id });
                return made;
            },
            cancellationToken);
    }

    internal static DirectoryResponse Insert(
        SqliteConnection connection, Ids ids, Scope scope, DirectoryCreateRequest request, long now)
    {
        var row = new DirectoryRow(
            ids.Directory(), now, now, scope.ProjectId, request.Name!, request.Description, request.Type ?? "user",
            request.ConnectorSubscriptionId, request.SystemMetadata?.GetRawText(), null);
        connection.Execute(
            $"""
            INSERT INTO directories ({Columns}) VALUES (
                @Id, @CreatedAt, @UpdatedAt, @ProjectId, @Name, @Description, @Type, @ConnectorSubscriptionId,
                @SystemMetadata, @DeletedAt)
            """,
            row);
        return row.ToResponse();
    }

    public DirectoryResponse? Find(Scope scope, string id) => database.Read(
        connection => connection.QueryFirstOrDefault<DirectoryRow>(
            $"SELECT {Columns} FROM directories WHERE id = @id AND project_id = @ProjectId AND deleted_at IS NULL",
            new { id, scope.ProjectId })?.ToResponse());

    public IReadOnlyList<DirectoryResponse> List(
        Scope scope, string? name, IReadOnlyList<string> types, bool includeDeleted, PageRequest page) =>
        database.Read<IReadOnlyList<DirectoryResponse>>(connection => [.. connection.Query<DirectoryRow>(
            $"""
            SELECT {Columns} FROM directories
            WHERE project_id = @ProjectId AND id > @after AND id NOT IN (SELECT directory_id FROM chat_indexes)
              AND (@name IS NULL OR name = @name)
              AND (@anyType OR type IN @types) AND (@includeDeleted OR deleted_at IS NULL)
            ORDER BY id LIMIT @limit
            """,
            new
            {
                scope.ProjectId,
                after = page.After ?? "",
                name,
                anyType = types.Count == 0,
                types,
                includeDeleted,
                limit = page.Size + 1,
            }).Select(r => r.ToResponse())]);

    public Task<DirectoryResponse?> UpdateAsync(
        Scope scope, string id, DirectoryUpdateRequest request, CancellationToken cancellationToken) =>
            database.Writer.WriteAsync(
        connection => connection.QueryFirstOrDefault<DirectoryRow>(
            $"""
            UPDATE directories
            SET name = coalesce(@Name, name), description = coalesce(@Description, description), updated_at = @now
            WHERE id = @id AND project_id = @ProjectId AND deleted_at IS NULL
            RETURNING {Columns}
            """,
            new { id, scope.ProjectId, request.Name, request.Description, now = time.GetUtcNow().ToUnixTimeMilliseconds() })
            ?.ToResponse(),
        cancellationToken);

    public Task<DeleteOutcome> DeleteAsync(Scope scope, string id, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
        connection =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var inUse = connection.ExecuteScalar<long>(
                "SELECT count(*) FROM indexes WHERE source_directory_id = @id AND project_id = @ProjectId",
                new { id, scope.ProjectId });
            if (inUse > 0)
                return DeleteOutcome.InUse;
            var deleted = connection.Execute(
                "UPDATE directories SET deleted_at = @now, updated_at = @now "
                + "WHERE id = @id AND project_id = @ProjectId AND deleted_at IS NULL",
                new { id, scope.ProjectId, now });
            if (deleted == 0)
                return DeleteOutcome.NotFound;
            foreach (var fileIds in connection.Query<string>(
                """
                UPDATE directory_files SET deleted_at = @now, updated_at = @now
                WHERE directory_id = @id AND deleted_at IS NULL RETURNING file_id
                """,
                new { id, now }).Distinct().Chunk(500))
            {
                SqliteFiles.Release(connection, fileIds, now);
            }

            return DeleteOutcome.Deleted;
        },
        cancellationToken);

    private sealed record DirectoryRow(
        string Id, long CreatedAt, long UpdatedAt, string ProjectId, string Name, string? Description, string Type,
        string? ConnectorSubscriptionId, string? SystemMetadata, long? DeletedAt)
    {
        public DirectoryResponse ToResponse() => new(
            Id, UnixTime.At(CreatedAt), UnixTime.At(UpdatedAt), ProjectId, Name, Description, Type, ConnectorSubscriptionId,
            ExpiresAt: null, SystemMetadata is null ? null : StoredJson.Read(SystemMetadata),
            UnixTime.At(DeletedAt));
    }
}
