using Dapper;
using Lectern.Server.Retrieval.Words;
using Lectern.Server.Text;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>The terms of each chunk: of its content, the headings above it and its file's name.</summary>
internal static class SqliteChunkTerms
{
    public static byte[] Of(string content, string headingPath, string fileName) => TermCounts.Of(
        Terms.ForDocument(content, $"{headingPath} {Path.GetFileNameWithoutExtension(fileName)}"));

    public static long CountMissing(SqliteConnection connection) => connection.ExecuteScalar<long>(
        "SELECT count(*) FROM chunks c WHERE NOT EXISTS (SELECT 1 FROM chunk_terms t WHERE t.chunk_id = c.id)");

    /// <summary>
    /// Makes the terms of chunks that have none: those of an index of an earlier version, and all after the analysis changed,
    /// when a migration deletes them. Nothing is parsed or embedded again, and what was made stays made when it breaks off.
    /// </summary>
    public static void Fill(SqliteConnection connection)
    {
        var last = 0L;
        while (FillSome(connection, last) is { } next)
            last = next;
    }

    /// <returns>The last chunk that got its terms; null when none was left.</returns>
    private static long? FillSome(SqliteConnection connection, long after)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var missing = Missing(connection, after);
        foreach (var chunk in missing)
        {
            connection.Execute(
                "INSERT OR REPLACE INTO chunk_terms (chunk_id, terms) VALUES (@Id, @terms)",
                new { chunk.Id, terms = Of(chunk.Content, chunk.HeadingPath, chunk.Name) });
        }

        transaction.Commit();
        return missing.Count > 0 ? missing[^1].Id : null;
    }

    /// <summary>Some at a time: an index can be larger than the memory.</summary>
    private static List<(long Id, string Content, string HeadingPath, string Name)> Missing(
        SqliteConnection connection, long last) => connection.Query<(long Id, string Content, string HeadingPath, string Name)>(
        """
        SELECT c.id, c.content, c.heading_path, f.name FROM chunks c JOIN files f ON f.id = c.file_id
        WHERE c.id > @last AND NOT EXISTS (SELECT 1 FROM chunk_terms t WHERE t.chunk_id = c.id) ORDER BY c.id LIMIT 1000
        """,
        new { last }).AsList();
}
