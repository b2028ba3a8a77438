using Dapper;
using Lectern.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Lectern.Tests.Storage.Sqlite;

public sealed class ServerRightMigrationTests
{
    [Fact]
    public void The_default_projects_admins_keep_the_right_that_every_admin_had()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        SqliteMigrations.Apply(
            connection, [.. Schema.Migrations.TakeWhile(m => !m.Contains("is_server", StringComparison.Ordinal))]);
        connection.Execute(
            """
            INSERT INTO organizations VALUES ('o', 'Default', 0);
            INSERT INTO projects VALUES ('default', 'o', 'Default', 1, 0, 0), ('other', 'o', 'Other', 0, 0, 0);
            INSERT INTO api_keys (id, project_id, name, hash, created_at, is_admin, is_first) VALUES
                ('first', 'default', 'first', x'01', 0, 1, 1), ('second', 'default', 'second', x'02', 0, 1, 0),
                ('plain', 'default', 'plain', x'03', 0, 0, 0), ('stranger', 'other', 'stranger', x'04', 0, 1, 0);
            """);
        SqliteMigrations.Apply(connection, Schema.Migrations);
        Assert.Equal(["first", "second"], connection.Query<string>("SELECT id FROM api_keys WHERE is_server ORDER BY id"));
    }
}
