using Dapper;
using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Storage.Sqlite.Platform;

/// <summary>The projects of an organization. Thread-safe.</summary>
internal sealed class SqliteProjects(SqliteDatabase database, TimeProvider time) : IProjects
{
    /// <summary>Every table with rows of a project, what names another first. Turns and events go with their session.</summary>
    private static readonly string[] Removals =
    [
        "DELETE FROM mirrored_files WHERE directory_file_id IN (SELECT id FROM directory_files WHERE project_id = @projectId)",
        "DELETE FROM chat_indexes WHERE project_id = @projectId",
        "DELETE FROM sync_jobs WHERE project_id = @projectId",
        "DELETE FROM indexes WHERE project_id = @projectId",
        "DELETE FROM directory_files WHERE project_id = @projectId",
        "DELETE FROM directories WHERE project_id = @projectId",
        "DELETE FROM files WHERE project_id = @projectId",
        "DELETE FROM project_files_bytes WHERE project_id = @projectId",
        "DELETE FROM sessions WHERE project_id = @projectId",
        "DELETE FROM model_usage WHERE project_id = @projectId",
        "DELETE FROM api_keys WHERE project_id = @projectId",
        "DELETE FROM projects WHERE id = @projectId AND organization_id = @OrganizationId",
    ];

    public IReadOnlyList<Project> List(Scope scope) => database.Read<IReadOnlyList<Project>>(
        connection => [.. connection.Query<ProjectRow>(
            $"SELECT {ProjectRow.Columns} FROM projects WHERE organization_id = @OrganizationId ORDER BY is_default DESC, id",
            new { scope.OrganizationId }).Select(row => row.ToProject())]);

    public Project? Find(Scope scope, string projectId) => database.Read(
        connection => connection.QueryFirstOrDefault<ProjectRow>(
            $"SELECT {ProjectRow.Columns} FROM projects WHERE id = @projectId AND organization_id = @OrganizationId",
            new { projectId, scope.OrganizationId })?.ToProject());

    public Task<Project?> RenameAsync(Scope scope, string projectId, string name, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection => connection.QueryFirstOrDefault<ProjectRow>(
                $"""
                UPDATE projects SET name = @name, updated_at = @now
                WHERE id = @projectId AND organization_id = @OrganizationId RETURNING {ProjectRow.Columns}
                """,
                new { projectId, scope.OrganizationId, name, now = time.GetUtcNow().ToUnixTimeMilliseconds() })?.ToProject(),
            cancellationToken,
            Durability.Power);

    public Task<IReadOnlyList<string>> CloseAsync(Scope scope, string projectId, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync<IReadOnlyList<string>>(
            connection => connection.Query<string>(
                """
                DELETE FROM api_keys WHERE project_id =
                    (SELECT id FROM projects WHERE id = @projectId AND organization_id = @OrganizationId)
                RETURNING id
                """,
                new { projectId, scope.OrganizationId }).AsList(),
            cancellationToken,
            Durability.Power);

    public IReadOnlySet<string> SessionsWithTurns(Scope scope, string projectId) => database.Read(
        connection => connection.Query<string>(
            """
            SELECT t.session_id
            FROM turns t JOIN sessions s ON s.id = t.session_id JOIN projects p ON p.id = s.project_id
            WHERE t.last_sequence IS NULL AND s.project_id = @projectId AND p.organization_id = @OrganizationId
            """,
            new { projectId, scope.OrganizationId }).ToHashSet(StringComparer.Ordinal));

    public Task RemoveAsync(Scope scope, string projectId, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection =>
            {
                var isTheirs = connection.ExecuteScalar<long>(
                    "SELECT count(*) FROM projects WHERE id = @projectId AND organization_id = @OrganizationId",
                    new { projectId, scope.OrganizationId });
                if (isTheirs == 0)
                    return;
                foreach (var removal in Removals)
                    connection.Execute(removal, new { projectId, scope.OrganizationId });
            },
            cancellationToken,
            Durability.Power);
}
