using Dapper;
using Lectern.Server.Indexing;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>
/// What an earlier generation had and the live one has not, and the other way round: what is the same in both is not looked at.
/// Within the swap's transaction.
/// </summary>
internal sealed class SqliteRestore(SqliteConnection connection, long generation)
{
    /// <summary>The live files that came later.</summary>
    public IReadOnlyList<string> Later() => connection.Query<string>(
        "SELECT id FROM files WHERE since > @generation ORDER BY id", new { generation }).AsList();

    /// <summary>The numbers of the kept files that it had.</summary>
    public IReadOnlyList<long> Kept() => connection.Query<long>(
        "SELECT number FROM kept_files WHERE until > @generation AND since <= @generation ORDER BY id",
        new { generation }).AsList();

    /// <summary>The names and metadata that it had of files that are the same otherwise.</summary>
    public IReadOnlyList<FileChange.Described> Described() => connection.Query<(string, string, string, string)>(
        """
        SELECT d.id, d.file_id, d.name, d.metadata FROM kept_descriptions d CROSS JOIN files f ON f.id = d.id
        WHERE d.since <= @generation AND d.until > @generation AND f.since <= @generation AND f.described > @generation
        ORDER BY d.id
        """,
        new { generation }).Select(d => new FileChange.Described(d.Item1, d.Item2, d.Item3, d.Item4)).ToList();

    /// <summary>Puts a kept file back with all that was kept of it, but for vectors of another model than now.</summary>
    public void PutBack(long kept, long next, ChunkInserts chunks)
    {
        var (id, name) = connection.QueryFirst<(string, string)>(
            $"""
            INSERT INTO files (id, file_id, name, metadata, since, described, {KeptFiles.Contents})
            SELECT k.id, coalesce(d.file_id, k.file_id), coalesce(d.name, k.name), coalesce(d.metadata, k.metadata),
                @next, @next, {KeptFiles.Contents}
            FROM kept_files k LEFT JOIN kept_descriptions d
                ON d.id = k.id AND d.since <= @generation AND d.until > @generation AND k.described > @generation
            WHERE k.number = @kept
            RETURNING id, name
            """,
            new { kept, next, generation });
        connection.Execute(
            """
            INSERT INTO attachments (file_id, name, content_hash, size, created_at)
                SELECT @id, name, content_hash, size, created_at FROM kept_attachments WHERE kept = @kept;
            INSERT INTO boxes (file_id, page, start_char, end_char, data)
                SELECT @id, page, start_char, end_char, data FROM kept_boxes WHERE kept = @kept;
            """,
            new { id, kept });
        var hasVectors = connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM kept_files k JOIN generation g ON g.model = k.model WHERE k.number = @kept)",
            new { kept });
        foreach (var row in connection.Query<KeptChunk>(
            $"SELECT number, {KeptFiles.Chunk} FROM kept_chunks WHERE kept = @kept ORDER BY position", new { kept }).AsList())
        {
            chunks.Insert(id, name, row.ToChunk());
            if (hasVectors)
            {
                connection.Execute(
                    """
                    INSERT INTO vectors (chunk_id, text_hash, vector)
                    SELECT @Last, text_hash, vector FROM kept_chunks WHERE number = @Number AND vector IS NOT NULL
                    """,
                    new { chunks.Last, row.Number });
            }
        }
    }

    private sealed record KeptChunk(
        long Number, long Position, long StartChar, long EndChar, long? PageStart, long? PageEnd, long TokenCount,
        string HeadingPath, string Content)
    {
        public IndexedChunk ToChunk() => new(
            (int)Position, (int)StartChar, (int)EndChar, (int?)PageStart, (int?)PageEnd, (int)TokenCount, HeadingPath, Content);
    }
}
