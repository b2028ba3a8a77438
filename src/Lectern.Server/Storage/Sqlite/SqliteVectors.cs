using Dapper;
using Lectern.Server.Indexing.Embedding;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <inheritdoc cref="IStoredVectors"/>
internal sealed class SqliteVectors(SqliteConnection connection, string model) : IStoredVectors
{
    private const int AtOnce = 256;
    private const string WithoutVector = "LEFT JOIN vectors v ON v.chunk_id = c.id WHERE v.chunk_id IS NULL";

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
        var where = ModelOf(connection) == model ? $"{WithoutVector} AND" : "WHERE";
        var last = 0L;
        while (true)
        {
            var chunks = connection.Query<(long Id, string HeadingPath, string Content)>(
                $"SELECT c.id, c.heading_path, c.content FROM chunks c {where} c.id > @last ORDER BY c.id LIMIT {AtOnce}",
                new { last }).AsList();
            foreach (var (id, headingPath, content) in chunks)
            {
                yield return EmbeddedText.Of(headingPath, content);
                last = id;
            }

            if (chunks.Count < AtOnce)
                break;
        }
    }

    public static bool IsMissing(SqliteConnection connection, string model) => ModelOf(connection) == model
        ? connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM chunks c LEFT JOIN vectors v ON v.chunk_id = c.id WHERE v.chunk_id IS NULL)")
        : connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM chunks)");

    public static int CountWithout(SqliteConnection connection, string model) => connection.ExecuteScalar<int>(
        $"SELECT count(*) FROM chunks c {(ModelOf(connection) == model ? WithoutVector : "")}");

    public static bool AreOfAnother(SqliteConnection connection, string model) => ModelOf(connection) is { } present
        && present != model && connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM vectors)");

    internal static string? ModelOf(SqliteConnection connection) =>
        connection.ExecuteScalar<string?>("SELECT model FROM generation");
}
