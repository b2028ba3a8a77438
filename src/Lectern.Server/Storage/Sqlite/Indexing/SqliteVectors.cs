using Dapper;
using Lectern.Server.Indexing.Embedding;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <inheritdoc cref="IStoredVectors"/>
internal sealed class SqliteVectors(SqliteConnection connection, string model) : IStoredVectors
{
    private const int AtOnce = 256;
    private const string Unembedded = "unembedded u CROSS JOIN chunks c ON c.id = u.chunk_id";

    private readonly bool isOfModel = ModelOf(connection) == model;

    public byte[]? Find(byte[] textHash) => !isOfModel
        ? null
        : SqliteFaults.Translated(() => connection.QueryFirstOrDefault<byte[]>(
            "SELECT vector FROM vectors WHERE text_hash = @textHash LIMIT 1", new { textHash }));

    public void Dispose() => connection.Dispose();

    /// <summary>
    /// The texts of chunks that have no vector of the model, some at a time: one query that lasts as long as they are embedded
    /// would keep all that is written meanwhile in the write-ahead log.
    /// </summary>
    public static IEnumerable<string> TextsWithout(SqliteConnection connection, string model)
    {
        var (lacking, id) = ModelOf(connection) == model ? (Unembedded, "u.chunk_id") : ("chunks c", "c.id");
        var last = 0L;
        while (true)
        {
            var chunks = connection.Query<(long Id, string HeadingPath, string Content)>(
                $"SELECT c.id, c.heading_path, c.content FROM {lacking} WHERE {id} > @last ORDER BY {id} LIMIT {AtOnce}",
                new { last }).AsList();
            foreach (var chunk in chunks)
            {
                yield return EmbeddedText.Of(chunk.HeadingPath, chunk.Content);
                last = chunk.Id;
            }

            if (chunks.Count < AtOnce)
                break;
        }
    }

    public static bool IsMissing(SqliteConnection connection, string model) => connection.ExecuteScalar<bool>(
        $"SELECT EXISTS (SELECT 1 FROM {(ModelOf(connection) == model ? "unembedded" : "chunks")})");

    public static int CountWithout(SqliteConnection connection, string model) => connection.ExecuteScalar<int>(
        $"SELECT count(*) FROM {(ModelOf(connection) == model ? "unembedded" : "chunks")}");

    public static bool AreOfAnother(SqliteConnection connection, string model) => ModelOf(connection) is { } present
        && present != model && connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM vectors)");

    internal static string? ModelOf(SqliteConnection connection) =>
        connection.ExecuteScalar<string?>("SELECT model FROM generation");
}
