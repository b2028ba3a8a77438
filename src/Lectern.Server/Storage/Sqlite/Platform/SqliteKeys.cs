using Dapper;
using Lectern.Contracts;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Platform;

/// <inheritdoc cref="IKeys"/>
internal sealed class SqliteKeys(SqliteDatabase database, Ids ids, TimeProvider time) : IKeys
{
    public Task<KeyResponse> CreateAsync(
        Scope scope, string name, bool isAdmin, bool isServer, string key, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection => Insert(connection, scope.ProjectId, name, isAdmin, isServer, key), cancellationToken, Durability.Power);

    public IReadOnlyList<KeyResponse> List(Scope scope, PageRequest page) => database.Read<IReadOnlyList<KeyResponse>>(
        connection => [.. connection.Query<KeyRow>(
            """
            SELECT id, name, is_admin, is_server, hint, created_at, is_first FROM api_keys
            WHERE project_id = @ProjectId AND id < @before ORDER BY id DESC LIMIT @limit
            """,
            new { scope.ProjectId, before = page.After ?? "~", limit = page.Size + 1 }).Select(row => row.ToResponse(scope))]);

    public Task<RevokeOutcome> RevokeAsync(Scope scope, string keyId, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
        connection =>
        {
            var found = connection.Query<(long IsFirst, long IsServer)>(
                "SELECT is_first, is_server FROM api_keys WHERE id = @keyId AND project_id = @ProjectId",
                new { keyId, scope.ProjectId }).AsList();
            if (found.Count == 0)
                return RevokeOutcome.Unknown;
            if (found[0].IsFirst != 0)
                return RevokeOutcome.FromSettings;
            if (found[0].IsServer != 0 && !scope.IsServer)
                return RevokeOutcome.NeedsServerRight;
            connection.Execute(
                "DELETE FROM api_keys WHERE id = @keyId AND project_id = @ProjectId", new { keyId, scope.ProjectId });
            return RevokeOutcome.Revoked;
        },
        cancellationToken,
        Durability.Power);

    public Task<ProjectCreated> CreateProjectAsync(Scope scope, string name, string key, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection =>
            {
                var now = time.GetUtcNow();
                var id = ids.Uuid();
                connection.Execute(
                    """
                    INSERT INTO projects (id, organization_id, name, is_default, created_at, updated_at)
                    VALUES (@id, @OrganizationId, @name, 0, @at, @at)
                    """,
                    new { id, scope.OrganizationId, name, at = now.ToUnixTimeMilliseconds() });
                return new ProjectCreated(
                    new Project(name, id, now, now, scope.OrganizationId, IsDefault: false),
                    Insert(connection, id, ApiKeys.FirstNameOf(name), isAdmin: true, isServer: false, key));
            },
            cancellationToken,
            Durability.Power);

    private KeyResponse Insert(
        SqliteConnection connection, string projectId, string name, bool isAdmin, bool isServer, string key)
    {
        var now = time.GetUtcNow();
        var id = ids.Uuid();
        var hint = ApiKeys.Hint(key);
        connection.Execute(
            """
            INSERT INTO api_keys (id, project_id, name, hash, created_at, is_admin, is_server, hint)
            VALUES (@id, @projectId, @name, @hash, @at, @isAdmin, @isServer, @hint)
            """,
            new { id, projectId, name, hash = ApiKeys.Hash(key), at = now.ToUnixTimeMilliseconds(), isAdmin, isServer, hint });
        return new KeyResponse(id, name, isAdmin, hint, now, IsCurrent: false, IsFromSettings: false, key, isServer);
    }

    private sealed record KeyRow(string Id, string Name, long IsAdmin, long IsServer, string Hint, long CreatedAt, long IsFirst)
    {
        public KeyResponse ToResponse(Scope scope) =>
            new(Id, Name, IsAdmin != 0, Hint, UnixTime.At(CreatedAt), Id == scope.KeyId, IsFirst != 0, null, IsServer != 0);
    }
}
