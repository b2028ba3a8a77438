using Dapper;
using Lectern.Server.Indexing;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>Writes chunks with prepared statements, each with an id that none had before.</summary>
internal sealed class ChunkInserts : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand chunk;
    private readonly SqliteCommand terms;

    public ChunkInserts(SqliteConnection connection)
    {
        this.connection = connection;
        Former = Last = connection.ExecuteScalar<long>("SELECT last_chunk FROM generation");
        chunk = Prepare(
            """
            INSERT INTO chunks (
                id, file_id, position, start_char, end_char, page_start, page_end, token_count, heading_path, content)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            10);
        terms = Prepare("INSERT OR REPLACE INTO chunk_terms (chunk_id, terms) VALUES ($1, $2)", 2);
    }

    /// <summary>The last id of before.</summary>
    public long Former { get; }

    public long Last { get; private set; }

    public void Insert(string fileId, string fileName, IndexedChunk added)
    {
        var id = ++Last;
        Bind(
            chunk, id, fileId, added.Index, added.Start, added.End, added.PageStart, added.PageEnd, added.TokenCount,
            added.HeadingPath, added.Content);
        chunk.ExecuteNonQuery();
        InsertTerms(id, added.Content, added.HeadingPath, fileName);
    }

    /// <summary>A file's name is among the terms of its chunks: they become new ones with the vectors that they have.</summary>
    public void Retitle(string fileId, string fileName)
    {
        var rows = connection.Query<(long Id, string Content, string HeadingPath)>(
            "SELECT id, content, heading_path FROM chunks WHERE file_id = @fileId ORDER BY id", new { fileId }).AsList();
        SqliteSegments.Remove(connection, fileId, Former);
        foreach (var row in rows)
        {
            var ids = new { row.Id, next = ++Last };
            connection.Execute("UPDATE chunks SET id = @next WHERE id = @Id", ids);
            connection.Execute("UPDATE vectors SET chunk_id = @next WHERE chunk_id = @Id", ids);
            connection.Execute("DELETE FROM chunk_terms WHERE chunk_id = @Id", ids);
            InsertTerms(ids.next, row.Content, row.HeadingPath, fileName);
        }
    }

    public void Dispose()
    {
        chunk.Dispose();
        terms.Dispose();
    }

    private void InsertTerms(long id, string content, string headingPath, string fileName)
    {
        Bind(terms, id, SqliteChunkTerms.Of(content, headingPath, fileName));
        terms.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }

    private static void Bind(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
