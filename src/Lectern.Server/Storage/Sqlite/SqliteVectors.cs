using Dapper;
using Lectern.Server.Indexing.Embedding;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <inheritdoc cref="IStoredVectors"/>
internal sealed class SqliteVectors(SqliteConnection connection, string model) : IStoredVectors
{
    private const string WithoutVector = "LEFT JOIN vectors v ON v.chunk_id = c.id WHERE v.chunk_id IS NULL";

    private readonly bool isOfModel = ModelOf(connection) == model;

    public byte[]? Find(byte[] textHash) => !isOfModel
        ? null
        : connection.QueryFirstOrDefault<byte[]>("SELECT vector FROM vectors WHERE text_hash = @textHash LIMIT 1", new { textHash });

    public void Dispose() => connection.Dispose();

    /// <summary>The texts of chunks that have no vector of the model.</summary>
    public static IEnumerable<string> TextsWithout(SqliteConnection connection, string model) =>
        Chunks(connection, ModelOf(connection) == model ? WithoutVector : "").Select(c => c.Text);

    public static bool IsMissing(SqliteConnection connection, string model) => ModelOf(connection) == model
        ? connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM chunks c LEFT JOIN vectors v ON v.chunk_id = c.id WHERE v.chunk_id IS NULL)")
        : connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM chunks)");

    /// <summary>Gives every chunk a vector of the model; vectors of another go.</summary>
    /// <exception cref="InvalidOperationException">One was not embedded.</exception>
    public static void Fill(SqliteConnection connection, IPendingVectors pending)
    {
        if (ModelOf(connection) != pending.Model)
            connection.Execute("DELETE FROM vectors");
        connection.Execute("UPDATE generation SET model = @Model", new { pending.Model });
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO vectors (chunk_id, text_hash, vector) VALUES ($id, $hash, $vector)";
        var (id, hash, vector) = (
            insert.Parameters.Add("$id", SqliteType.Integer), insert.Parameters.Add("$hash", SqliteType.Blob),
            insert.Parameters.Add("$vector", SqliteType.Blob));
        int? length = null;
        foreach (var chunk in Chunks(connection, WithoutVector))
        {
            (id.Value, hash.Value) = (chunk.Id, EmbeddedText.Hash(chunk.Text));
            var stored = pending.Find((byte[])hash.Value)
                ?? throw new InvalidOperationException($"The chunk {chunk.Id} was not embedded.");
            length ??= connection.ExecuteScalar<int?>("SELECT length(vector) FROM vectors LIMIT 1") ?? stored.Length;
            if (stored.Length != length)
                throw new EmbeddingException($"The embedding model {pending.Model} gives vectors of different lengths.");
            vector.Value = stored;
            insert.ExecuteNonQuery();
        }
    }

    private static string? ModelOf(SqliteConnection connection) => connection.ExecuteScalar<string?>("SELECT model FROM generation");

    private static IEnumerable<(long Id, string Text)> Chunks(SqliteConnection connection, string joined) =>
        connection.Query<(long Id, string HeadingPath, string Content)>(
            $"SELECT c.id, c.heading_path, c.content FROM chunks c {joined} ORDER BY c.id", buffered: false)
            .Select(c => (c.Id, EmbeddedText.Of(c.HeadingPath, c.Content)));
}
