using Dapper;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite;
using Lectern.Tests.Fakes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Storage.Sqlite;

public sealed class SqliteWriterTests : IDisposable
{
    private readonly string folder = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_write_that_fails_is_undone_alone()
    {
        await using var database = Open();
        await database.Writer.WriteAsync(c => c.Execute("CREATE TABLE t (n INTEGER PRIMARY KEY)"), Cancellation);
        var writes = Enumerable.Range(0, 200).Select(n => database.Writer.WriteAsync(
            c =>
            {
                c.Execute("INSERT INTO t VALUES (@n)", new { n });
                return n % 10 == 3 ? throw new InvalidOperationException("no") : n;
            },
            Cancellation)).ToList();
        foreach (var (write, n) in writes.Select((w, n) => (w, n)))
        {
            if (n % 10 == 3)
                await Assert.ThrowsAsync<InvalidOperationException>(() => write);
            else
                Assert.Equal(n, await write);
        }

        Assert.Equal(180, database.Read(c => c.ExecuteScalar<long>("SELECT count(*) FROM t")));
        Assert.Equal(0, database.Read(c => c.ExecuteScalar<long>("SELECT count(*) FROM t WHERE n % 10 = 3")));
    }

    [Fact]
    public async Task A_completed_write_is_seen_by_every_reader()
    {
        await using var database = Open();
        await database.Writer.WriteAsync(c => c.Execute("CREATE TABLE t (n INTEGER)"), Cancellation, Durability.Power);
        for (var n = 1; n <= 50; n++)
        {
            await database.Writer.WriteAsync(c => c.Execute("INSERT INTO t VALUES (1)"), Cancellation);
            Assert.Equal(n, database.Read(c => c.ExecuteScalar<long>("SELECT count(*) FROM t")));
        }
    }

    [Fact]
    public void Migrations_run_once_from_every_earlier_version()
    {
        string[] migrations = ["CREATE TABLE a (x)", "ALTER TABLE a ADD y", "INSERT INTO a VALUES (1, 2)"];
        for (var version = 0; version <= migrations.Length; version++)
        {
            using var connection = new SqliteConnection("Data Source=:memory:");
            connection.Open();
            SqliteMigrations.Apply(connection, migrations[..version]);
            SqliteMigrations.Apply(connection, migrations);
            SqliteMigrations.Apply(connection, migrations);
            Assert.Equal(1, connection.ExecuteScalar<long>("SELECT count(*) FROM a WHERE y = 2"));
        }
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        SqliteMigrations.Apply(connection, ["CREATE TABLE a (x)", "CREATE TABLE b (x)"]);
        Assert.Throws<InvalidOperationException>(() => SqliteMigrations.Apply(connection, ["CREATE TABLE a (x)"]));
    }

    [Fact]
    public void A_migration_that_fails_leaves_nothing()
    {
        var path = Path.Combine(folder, "half.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            Assert.Throws<SqliteException>(() => SqliteMigrations.Apply(connection, ["CREATE TABLE a (x)", "NONSENSE"]));
        }

        using var again = new SqliteConnection($"Data Source={path};Pooling=False");
        again.Open();
        Assert.Equal(0, again.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master"));
        Assert.Equal(0, again.ExecuteScalar<long>("PRAGMA user_version"));
    }

    private SqliteDatabase Open() => SqliteDatabase.Open(Path.Combine(folder, "test.db"), NullLogger.Instance);
}
