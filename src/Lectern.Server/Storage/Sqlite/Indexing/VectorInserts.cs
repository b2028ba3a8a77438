using Dapper;
using Lectern.Server.Indexing.Embedding;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>
/// Gives chunks their vectors with a prepared statement, within a swap's transaction. Vectors of another model go at once.
/// </summary>
internal sealed class VectorInserts : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly IPendingVectors pending;
    private readonly SqliteCommand insert;
    private readonly List<long> filled = [];
    private int? length;

    public VectorInserts(SqliteConnection connection, IPendingVectors pending)
    {
        (this.connection, this.pending) = (connection, pending);
        if (SqliteVectors.ModelOf(connection) != pending.Model)
            connection.Execute("DELETE FROM vectors");
        connection.Execute("UPDATE generation SET model = @Model", new { pending.Model });
        length = connection.ExecuteScalar<int?>("SELECT length(vector) FROM vectors LIMIT 1");
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO vectors (chunk_id, text_hash, vector) VALUES ($id, $hash, $vector)";
        foreach (var (name, type) in (IEnumerable<(string, SqliteType)>)
            [("$id", SqliteType.Integer), ("$hash", SqliteType.Blob), ("$vector", SqliteType.Blob)])
        {
            insert.Parameters.Add(name, type);
        }
    }

    /// <summary>The chunks that got a vector.</summary>
    public IReadOnlyList<long> Filled => filled;

    /// <summary>The files that have chunks without a vector, by id and name, in the order of those chunks.</summary>
    public IReadOnlyList<(string Id, string Name)> FilesWithout() => connection.Query<(string, string)>(
        """
        SELECT f.id, f.name FROM files f
        JOIN (
            SELECT c.file_id, min(c.id) AS first FROM unembedded u CROSS JOIN chunks c ON c.id = u.chunk_id GROUP BY c.file_id
        ) l ON l.file_id = f.id
        ORDER BY l.first
        """).AsList();

    /// <summary>Gives every chunk of a file a vector.</summary>
    /// <exception cref="EmbeddingException">One was not embedded, or its vector is not like the others.</exception>
    public void Fill(string fileId) => Fill(Without(fileId));

    /// <summary>As <see cref="Fill(string)"/>, if every chunk has a vector waiting or was refused by the model.</summary>
    /// <returns>False when it has not: nothing was given then.</returns>
    public bool TryFill(string fileId)
    {
        var lacking = Without(fileId);
        if (!lacking.TrueForAll(c => pending.Has(c.Hash) || pending.Refusal(c.Hash) is not null))
            return false;
        Fill(lacking);
        return true;
    }

    public void Dispose() => insert.Dispose();

    private void Fill(List<(long Id, byte[] Hash)> lacking)
    {
        // Where it breaks off all of the file is undone, so nothing of it counts before its end.
        var common = length;
        foreach (var (id, hash) in lacking)
        {
            var vector = pending.Find(hash) ?? throw EmbeddingException.NotEmbedded(pending.Model, pending.Refusal(hash));
            common ??= vector.Length;
            if (vector.Length != common)
                throw EmbeddingException.OfOtherLength(pending.Model);
            (insert.Parameters[0].Value, insert.Parameters[1].Value, insert.Parameters[2].Value) = (id, hash, vector);
            insert.ExecuteNonQuery();
        }

        length = common;
        filled.AddRange(lacking.Select(c => c.Id));
    }

    /// <summary>The chunks of a file that have no vector, with the hash of their text.</summary>
    private List<(long Id, byte[] Hash)> Without(string fileId) => connection.Query<(long Id, string Heading, string Content)>(
        """
        SELECT c.id, c.heading_path, c.content FROM chunks c
        WHERE c.file_id = @fileId AND EXISTS (SELECT 1 FROM unembedded u WHERE u.chunk_id = c.id) ORDER BY c.id
        """,
        new { fileId })
        .Select(c => (c.Id, EmbeddedText.Hash(EmbeddedText.Of(c.Heading, c.Content)))).ToList();
}
