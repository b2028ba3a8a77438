using System.Security.Cryptography;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;

namespace Lectern.Server.Storage.Sqlite.Platform;

/// <inheritdoc cref="ITenancy"/>
internal sealed class SqliteTenancy(SqliteDatabase database, Ids ids, TimeProvider time) : ITenancy
{
    public Task EnsureDefaultsAsync(byte[] keyHash, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var project = connection.QueryFirstOrDefault<string>("SELECT id FROM projects WHERE is_default");
            if (project is null)
            {
                var organization = ids.Uuid();
                project = ids.Uuid();
                connection.Execute(
                    "INSERT INTO organizations VALUES (@organization, 'Default', @now)", new { organization, now });
                connection.Execute(
                    "INSERT INTO projects VALUES (@project, @organization, 'Default', 1, @now, @now)",
                    new { project, organization, now });
            }

            connection.Execute(
                "DELETE FROM api_keys WHERE is_first AND project_id = @project AND hash <> @keyHash", new { project, keyHash });
            connection.Execute(
                """
                INSERT INTO api_keys (id, project_id, name, hash, created_at, is_admin, is_server, is_first)
                VALUES (@id, @project, @FirstName, @keyHash, @now, 1, 1, 1)
                ON CONFLICT (hash) DO UPDATE SET is_admin = 1, is_server = 1, is_first = 1 WHERE project_id = excluded.project_id
                """,
                new { id = ids.Uuid(), project, ApiKeys.FirstName, keyHash, now });
        },
        cancellationToken,
        Durability.Power);

    public Scope? FindKey(byte[] hash) => database.Read(connection =>
    {
        var rows = connection.Query<
            (string Id, string ProjectId, string OrganizationId, byte[] Hash, long IsAdmin, long IsServer)>(
            """
            SELECT k.id, k.project_id, p.organization_id, k.hash, k.is_admin, k.is_server
            FROM api_keys k JOIN projects p ON p.id = k.project_id
            WHERE k.hash = @hash
            """,
            new { hash });
        Scope? found = null;
        foreach (var row in rows)
        {
            if (!CryptographicOperations.FixedTimeEquals(row.Hash, hash))
                continue;
            found = new Scope(row.ProjectId, row.OrganizationId, row.Id)
            {
                IsAdmin = row.IsAdmin != 0,
                IsServer = row.IsServer != 0,
            };
        }

        return found;
    });

    public bool KeyExists(string keyId) => database.Read(
        connection => connection.ExecuteScalar<long>("SELECT count(*) FROM api_keys WHERE id = @keyId", new { keyId }) > 0);

    public Scope DefaultScope() => database.Read(connection =>
    {
        var (project, organization) = connection.QueryFirst<(string, string)>(
            "SELECT id, organization_id FROM projects WHERE is_default");
        return Scope.OfServer(project, organization);
    });

    public IReadOnlyList<Project> ListProjects(Scope scope, string? name) => database.Read<IReadOnlyList<Project>>(
        connection => [.. connection.Query<ProjectRow>(
            $"""
            SELECT {ProjectRow.Columns} FROM projects
            WHERE id = @ProjectId AND (@name IS NULL OR name = @name)
            """,
            new { scope.ProjectId, name }).Select(r => r.ToProject())]);
}
