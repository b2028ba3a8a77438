using System.Runtime.InteropServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>
/// Vectors on their way into an index, by the hash of their text, in a database of their own: an interrupted sync finds there what
/// it has embedded. For one sync.
/// </summary>
internal sealed class PendingVectors : IDisposable
{
    private readonly string path;
    private readonly SqliteConnection connection;

    public PendingVectors(string path, string model)
    {
        (this.path, Model) = (path, model);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        connection.Execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = OFF;
            CREATE TABLE IF NOT EXISTS vectors (model TEXT, hash BLOB, vector BLOB, PRIMARY KEY (model, hash)) WITHOUT ROWID;
            """);
    }

    public string Model { get; }

    public bool Has(byte[] hash) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM vectors WHERE model = @Model AND hash = @hash", new { Model, hash }) > 0;

    public byte[]? Find(byte[] hash) =>
        connection.QueryFirstOrDefault<byte[]>("SELECT vector FROM vectors WHERE model = @Model AND hash = @hash", new { Model, hash });

    public void Add(IEnumerable<(byte[] Hash, byte[] Vector)> added)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var (hash, vector) in added)
        {
            connection.Execute(
                "INSERT OR IGNORE INTO vectors (model, hash, vector) VALUES (@Model, @hash, @vector)", new { Model, hash, vector });
        }

        transaction.Commit();
    }

    /// <summary>The vectors are in the index: forgets them.</summary>
    public void Clear()
    {
        Dispose();
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(path + suffix);
    }

    public void Dispose() => connection.Dispose();

    /// <summary>A vector as it is stored: float32, little-endian.</summary>
    public static byte[] ToBytes(float[] vector) => MemoryMarshal.AsBytes<float>(vector).ToArray();
}
