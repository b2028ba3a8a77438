using Dapper;
using Lectern.Server.Storage.Sqlite;
using Lectern.Tests.Fakes;
using Microsoft.Data.Sqlite;

namespace Lectern.Tests.Storage.Sqlite;

/// <summary>
/// Which directories of before are taken over as the mirror's, by a migration that only trusts what no client could write.
/// </summary>
public sealed class MirrorMarkTests : IDisposable
{
    private const string Folder = "/srv/docs";
    private readonly string folder = TestServer.NewFolder();
    private readonly SqliteConnection connection;

    public MirrorMarkTests()
    {
        connection = new SqliteConnection($"Data Source={Path.Combine(folder, "lectern.db")};Pooling=False");
        connection.Open();
        SqliteMigrations.Apply(connection, [.. Schema.Migrations.TakeWhile(m => m != MirrorSchema.Marks)]);
        connection.Execute(
            """
            INSERT INTO organizations VALUES ('o', 'Default', 0);
            INSERT INTO projects VALUES ('default', 'o', 'Default', 1, 0, 0), ('other', 'o', 'Other', 0, 0, 0);
            """);
    }

    public void Dispose()
    {
        connection.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_servers_own_directory_is_taken_over_with_the_files_that_it_put_there()
    {
        Add("dir-1", "docs", $$"""{"folder":"{{Folder}}"}""");
        Add("dfl-1", "dir-1", "a.md", "server", """{"path":"a.md","modified_at":"2026-01-02T03:04:05.0000000Z"}""");
        Add("dfl-2", "dir-1", "b.md", "key-1", """{"path":"b.md","modified_at":"2026-01-02T03:04:05.0000000Z"}""");
        Add("dfl-3", "dir-1", "copy.md", "server", """{"note":"added by its id"}""");
        Migrate();
        Assert.Equal([("dir-1", Folder)], Mirrors());
        Assert.Equal(
            [("dfl-1", "a.md", "2026-01-02T03:04:05.0000000Z", 7L)],
            connection.Query<(string, string, string, long)>(
                "SELECT directory_file_id, path, modified_at, size FROM mirrored_files"));
    }

    [Theory]
    [InlineData("""{"folder":"/srv/docs"}""", "docs")]
    [InlineData("""{"folder":1}""", "docs")]
    [InlineData("""{"folder":{"a":"/srv/docs"}}""", "docs")]
    [InlineData("""no JSON""", "docs")]
    [InlineData(null, "docs")]
    public void What_a_client_made_to_look_like_the_mirrors_is_not_taken_over(string? metadata, string name)
    {
        Add("dir-1", name, metadata);
        Add("dfl-1", "dir-1", "a.md", "key-1", """{"path":"a.md","modified_at":"2026-01-02T03:04:05.0000000Z"}""");
        Migrate();
        Assert.Empty(Mirrors());
        Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM mirrored_files"));
    }

    [Fact]
    public void A_look_alike_that_was_given_a_mirrored_file_and_one_of_another_project_are_not_taken_over()
    {
        const string Mark = $$"""{"folder":"{{Folder}}"}""";
        Add("dir-0", "docs", Mark, project: "other");
        Add("dfl-0", "dir-0", "x.md", "server", """{"path":"x.md"}""", "other");
        Add("dir-1", "docs", Mark);
        Add("dfl-1", "dir-1", "a.md", "server", """{"path":"a.md","modified_at":""}""");
        Add("dir-2", "docs", Mark);
        Add("dfl-2", "dir-2", "b.md", "server", """{"path":"b.md","modified_at":""}""");
        Add("dir-3", "elsewhere", Mark);
        Add("dfl-3", "dir-3", "c.md", "server", """{"path":"c.md","modified_at":""}""");
        Migrate();
        Assert.Equal([("dir-1", Folder)], Mirrors());
    }

    [Fact]
    public void A_folder_that_was_named_with_a_slash_at_its_end_is_the_same_folder()
    {
        Add("dir-1", "docs", $$"""{"folder":"{{Folder}}/"}""");
        Add("dfl-1", "dir-1", "a.md", "server", """{"path":"a.md"}""");
        Migrate();
        Assert.Equal([("dir-1", Folder)], Mirrors());
    }

    private void Migrate() => SqliteMigrations.Apply(connection, Schema.Migrations);

    private IEnumerable<(string, string)> Mirrors() =>
        connection.Query<(string, string)>("SELECT id, mirrors FROM directories WHERE mirrors IS NOT NULL");

    private void Add(string id, string name, string? metadata, string project = "default") => connection.Execute(
        """
        INSERT INTO directories (id, project_id, name, type, system_metadata, created_at, updated_at)
        VALUES (@id, @project, @name, 'user', @metadata, 0, 0)
        """,
        new { id, project, name, metadata });

    private void Add(string id, string directory, string uniqueId, string createdBy, string metadata, string project = "default")
    {
        connection.Execute(
            """
            INSERT INTO files (id, project_id, created_by, name, size, content_hash, created_at)
            VALUES (@id, @project, @createdBy, @uniqueId, 7, @id, 0);
            INSERT INTO directory_files
                (id, project_id, directory_id, file_id, unique_id, display_name, metadata, created_at, updated_at)
            VALUES (@id, @project, @directory, @id, @uniqueId, @uniqueId, @metadata, 0, 0);
            """,
            new { id, project, createdBy, uniqueId, directory, metadata });
    }
}
