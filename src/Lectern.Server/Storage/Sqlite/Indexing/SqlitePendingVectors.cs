using Dapper;
using Lectern.Server.Indexing.Embedding;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <inheritdoc cref="IPendingVectors"/>
internal sealed class SqlitePendingVectors : IPendingVectors
{
    private readonly string path;
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, string> refusals = new(StringComparer.Ordinal);

    public SqlitePendingVectors(string path, string model)
    {
        (this.path, Model) = (path, model);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Execute(
                """
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = OFF;
                CREATE TABLE IF NOT EXISTS vectors (model TEXT, hash BLOB, vector BLOB, PRIMARY KEY (model, hash)) WITHOUT ROWID;
                """);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteFaults.Of(e);
        }
    }

    public string Model { get; }

    public bool Has(byte[] hash) =>
        SqliteFaults.Translated(() => connection.ExecuteScalar<long>(
            "SELECT count(*) FROM vectors WHERE model = @Model AND hash = @hash", new { Model, hash }) > 0);

    public byte[]? Find(byte[] hash) =>
        SqliteFaults.Translated(() => connection.QueryFirstOrDefault<byte[]>(
            "SELECT vector FROM vectors WHERE model = @Model AND hash = @hash", new { Model, hash }));

    public void Add(IEnumerable<(byte[] Hash, byte[] Vector)> added) => SqliteFaults.Translated(() =>
    {
        using var transaction = connection.BeginTransaction();
        foreach (var (hash, vector) in added)
        {
            connection.Execute(
                "INSERT OR IGNORE INTO vectors (model, hash, vector) VALUES (@Model, @hash, @vector)",
                new { Model, hash, vector });
        }

        transaction.Commit();
    });

    public void Refuse(byte[] hash, string reason) => refusals[Convert.ToHexString(hash)] = reason;

    public string? Refusal(byte[] hash) => refusals.GetValueOrDefault(Convert.ToHexString(hash));

    public void Clear()
    {
        Dispose();
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(path + suffix);
    }

    public void Dispose() => connection.Dispose();
}
