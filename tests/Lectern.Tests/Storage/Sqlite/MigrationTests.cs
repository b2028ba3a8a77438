using Dapper;
using Lectern.Server.Storage.Sqlite;
using Lectern.Server.Storage.Sqlite.Indexing;
using Microsoft.Data.Sqlite;

namespace Lectern.Tests.Storage.Sqlite;

/// <summary>A database of each earlier version, with a row in each of its tables, becomes one of this version.</summary>
public sealed class MigrationTests
{
    public static TheoryData<int> OfMain => [.. Enumerable.Range(1, Schema.Migrations.Count)];

    public static TheoryData<int> OfContents => [.. Enumerable.Range(1, IndexContentsSchema.Migrations.Count)];

    [Theory]
    [MemberData(nameof(OfMain))]
    public void The_main_database_of_a_version_is_brought_to_this_one(int version) => Migrate(Schema.Migrations, version);

    [Theory]
    [MemberData(nameof(OfContents))]
    public void An_indexs_contents_of_a_version_are_brought_to_this_one(int version) =>
        Migrate(IndexContentsSchema.Migrations, version);

    private static void Migrate(IReadOnlyList<string> migrations, int version)
    {
        using var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=False");
        connection.Open();
        SqliteMigrations.Apply(connection, [.. migrations.Take(version)]);
        foreach (var table in Tables(connection))
            Fill(connection, table);
        var before = Counts(connection);
        Assert.NotEmpty(before);
        Assert.All(before, t => Assert.True(t.Value > 0, $"{t.Key} is empty."));

        SqliteMigrations.Apply(connection, migrations);
        var after = Counts(connection);
        Assert.All(before.Where(t => after.ContainsKey(t.Key)), t => Assert.Equal((t.Key, t.Value), (t.Key, after[t.Key])));
        Assert.Empty(connection.Query("PRAGMA foreign_key_check"));
        Assert.Equal("ok", connection.ExecuteScalar<string>("PRAGMA integrity_check"));
        using var fresh = new SqliteConnection("Data Source=:memory:");
        fresh.Open();
        SqliteMigrations.Apply(fresh, migrations);
        Assert.Equal(Statements(fresh), Statements(connection));
    }

    /// <summary>A row whose ids are all the same, so that each names one that is there.</summary>
    private static void Fill(SqliteConnection connection, string table)
    {
        if (connection.ExecuteScalar<long>($"SELECT count(*) FROM {table}") > 0)
            return;
        var columns = connection.Query<(string Name, string Type)>(
            """SELECT name, type FROM pragma_table_info(@table) WHERE "notnull" OR pk""", new { table }).AsList();
        var values = columns.Select(c => c.Type switch
        {
            "TEXT" => "'x'",
            "BLOB" => "x'01'",
            _ => "1",
        });
        var names = columns.Select(c => c.Name);
        connection.Execute($"INSERT INTO {table} ({string.Join(", ", names)}) VALUES ({string.Join(", ", values)})");
    }

    private static Dictionary<string, long> Counts(SqliteConnection connection) => Tables(connection).ToDictionary(
        t => t, t => connection.ExecuteScalar<long>($"SELECT count(*) FROM {t}"), StringComparer.Ordinal);

    /// <summary>But for an earlier version's full-text index, and for what is made again at the next opening.</summary>
    private static List<string> Tables(SqliteConnection connection) => connection.Query<string>(
        """
        SELECT name FROM sqlite_master
        WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'term%' AND name <> 'chunk_terms' ORDER BY rowid
        """).AsList();

    private static List<string> Statements(SqliteConnection connection) =>
        connection.Query<string>("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name").AsList();
}
