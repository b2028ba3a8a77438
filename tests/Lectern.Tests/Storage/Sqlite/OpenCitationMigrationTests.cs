using Dapper;
using Lectern.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Lectern.Tests.Storage.Sqlite;

public sealed class OpenCitationMigrationTests
{
    [Fact]
    public void The_citations_of_an_interrupted_text_are_taken_over_in_order()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        SqliteMigrations.Apply(
            connection, [.. Schema.Migrations.TakeWhile(m => m != CitationSchema.OpenCitations)]);
        connection.Execute(
            """
            INSERT INTO organizations VALUES ('o', 'Default', 0);
            INSERT INTO projects VALUES ('p', 'o', 'Default', 1, 0, 0);
            INSERT INTO sessions (id, project_id, created_by, shared_access, created_at, updated_at)
            VALUES ('s', 'p', 'k', 'read_only', 0, 0);
            INSERT INTO turns (session_id, first_sequence, epoch, request, started_at, open_citations) VALUES
                ('s', 1, 1, '{}', 0, NULL),
                ('s', 5, 2, '{}', 0, '[{"marker":"[2]"},{"marker":"[1]"}]');
            """);
        SqliteMigrations.Apply(connection, Schema.Migrations);
        Assert.Equal(
            [("s", 5L, 2L, """{"marker":"[2]"}"""), ("s", 5L, 2L, """{"marker":"[1]"}""")],
            connection.Query<(string, long, long, string)>(
                "SELECT session_id, first_sequence, epoch, citation FROM open_citations ORDER BY id"));
        connection.Execute("PRAGMA foreign_keys = ON; DELETE FROM sessions WHERE id = 's'");
        Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM open_citations"));
    }
}
