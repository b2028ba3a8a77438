using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// The main database: any number of readers, each on a pooled connection, and one writer. WAL mode: a reader sees the last commit
/// and never waits. Thread-safe.
/// </summary>
internal sealed class SqliteDatabase : IAsyncDisposable
{
    private readonly string readConnectionString;

    // Columns are named with underscores, records without.
    static SqliteDatabase() => Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;

    private SqliteDatabase(string path, SqliteWriter writer)
    {
        readConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = true,
            DefaultTimeout = 10,
        }.ToString();
        Writer = writer;
    }

    public SqliteWriter Writer { get; }

    /// <summary>Opens the database, brings its schema up to date and starts the writer.</summary>
    public static SqliteDatabase Open(string path, ILogger logger) => SqliteFaults.Translated(() =>
    {
        var connection = new WriterConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
        Execute(connection, "PRAGMA foreign_keys = ON");
        Execute(connection, "PRAGMA busy_timeout = 10000");
        SqliteMigrations.Apply(connection, Schema.Migrations);

        // Each commit survives the end of the process; what has to survive more is flushed by the writer.
        Execute(connection, "PRAGMA synchronous = NORMAL");
        return new SqliteDatabase(path, new SqliteWriter(connection, logger));
    });

    /// <summary>The one way to read: all is read when it returns, and SQLite's exceptions are the store's own.</summary>
    public T Read<T>(Func<SqliteConnection, T> work) => SqliteFaults.Translated(() =>
    {
        using var connection = new SqliteConnection(readConnectionString);
        connection.Open();
        return work(connection);
    });

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        using var connection = new SqliteConnection(readConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
