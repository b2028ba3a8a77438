using Dapper;
using Lectern.Server.Retrieval.Words;
using Lectern.Server.Text;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>The terms of each chunk: of its content, the headings above it and its file's name.</summary>
internal static class SqliteChunkTerms
{
    public static byte[] Of(string content, string headingPath, string fileName) => TermCounts.Of(
        Terms.ForDocument(content).Concat(Terms.ForDocument($"{headingPath} {Path.GetFileNameWithoutExtension(fileName)}")));

    /// <summary>Makes the terms of chunks that have none, such as those of an index of an earlier version.</summary>
    public static void Fill(SqliteConnection connection)
    {
        var missing = connection.Query<(long Id, string Content, string HeadingPath, string Name)>(
            """
            SELECT c.id, c.content, c.heading_path, f.name FROM chunks c JOIN files f ON f.id = c.file_id
            WHERE c.id NOT IN (SELECT chunk_id FROM chunk_terms)
            """).AsList();
        foreach (var chunk in missing)
        {
            connection.Execute(
                "INSERT INTO chunk_terms (chunk_id, terms) VALUES (@Id, @terms)",
                new { chunk.Id, terms = Of(chunk.Content, chunk.HeadingPath, chunk.Name) });
        }
    }
}
