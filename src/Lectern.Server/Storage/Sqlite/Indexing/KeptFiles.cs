using Dapper;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>
/// Keeps what a swap takes out of an index, so that the generations before it can be made live again. Within its transaction.
/// </summary>
/// <param name="next">The number of the generation that the swap makes.</param>
internal sealed class KeptFiles(SqliteConnection connection, long next, bool keeps)
{
    /// <summary>What stands of a file in both tables, beside its id and its description.</summary>
    public const string Contents =
        "content_hash, reason, parser, pages, pages_without_text, characters, chunks, duration_ms, notes, text";

    /// <summary>What stands of a chunk in both tables.</summary>
    public const string Chunk =
        "position, start_char, end_char, page_start, page_end, token_count, heading_path, content";

    public long Next => next;

    /// <summary>Copies a file with all that the index has of it; one that came with this swap was in no generation.</summary>
    public void Keep(string fileId)
    {
        if (!keeps || connection.ExecuteScalar<long?>(
            $"""
            INSERT INTO kept_files (since, until, described, bytes, model, id, file_id, name, metadata, {Contents})
            SELECT since, @next, described, 0, (SELECT model FROM generation), id, file_id, name, metadata, {Contents}
            FROM files WHERE id = @fileId AND since < @next
            RETURNING number
            """,
            new { fileId, next }) is not { } kept)
        {
            return;
        }

        connection.Execute(
            $"""
            INSERT INTO kept_chunks (kept, {Chunk}, text_hash, vector)
                SELECT @kept, {Chunk}, v.text_hash, v.vector
                FROM chunks c LEFT JOIN vectors v ON v.chunk_id = c.id WHERE c.file_id = @fileId ORDER BY c.position;
            INSERT INTO kept_attachments (kept, name, content_hash, size, created_at)
                SELECT @kept, name, content_hash, size, created_at FROM attachments WHERE file_id = @fileId;
            INSERT INTO kept_boxes (kept, page, start_char, end_char, data)
                SELECT @kept, page, start_char, end_char, data FROM boxes WHERE file_id = @fileId;
            UPDATE kept_files SET bytes = octet_length(text)
                + (SELECT coalesce(sum(octet_length(content) + coalesce(octet_length(vector), 0)), 0)
                    FROM kept_chunks WHERE kept = @kept)
                + (SELECT coalesce(sum(size), 0) FROM kept_attachments WHERE kept = @kept)
                + (SELECT coalesce(sum(octet_length(data)), 0) FROM kept_boxes WHERE kept = @kept)
            WHERE number = @kept;
            """,
            new { kept, fileId });
    }

    /// <summary>Before a file gets another name or other metadata.</summary>
    public void KeepDescription(string fileId)
    {
        if (keeps)
        {
            connection.Execute(
                """
                INSERT INTO kept_descriptions (id, since, until, file_id, name, metadata)
                SELECT id, described, @next, file_id, name, metadata FROM files WHERE id = @fileId AND described < @next
                """,
                new { fileId, next });
        }

        connection.Execute("UPDATE files SET described = @next WHERE id = @fileId", new { fileId, next });
    }
}
