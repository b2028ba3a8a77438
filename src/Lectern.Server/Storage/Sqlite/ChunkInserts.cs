using Dapper;
using Lectern.Server.Indexing;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>Writes chunks with prepared statements.</summary>
internal sealed class ChunkInserts : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand chunk;
    private readonly SqliteCommand terms;

    public ChunkInserts(SqliteConnection connection)
    {
        this.connection = connection;
        chunk = Prepare(
            """
            INSERT INTO chunks (file_id, position, start_char, end_char, page_start, page_end, token_count, heading_path, content)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id
            """,
            9);
        terms = Prepare("INSERT OR REPLACE INTO chunk_terms (chunk_id, terms) VALUES ($1, $2)", 2);
    }

    public void Insert(string fileId, string fileName, IndexedChunk added)
    {
        Bind(
            chunk, fileId, added.Index, added.Start, added.End, added.PageStart, added.PageEnd, added.TokenCount,
            added.HeadingPath, added.Content);
        var id = (long)chunk.ExecuteScalar()!;
        InsertTerms(id, added.Content, added.HeadingPath, fileName);
    }

    public void Retitle(string fileId, string fileName)
    {
        var rows = connection.Query<(long Id, string Content, string HeadingPath)>(
            "SELECT id, content, heading_path FROM chunks WHERE file_id = @fileId", new { fileId }).AsList();
        foreach (var row in rows)
            InsertTerms(row.Id, row.Content, row.HeadingPath, fileName);
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
