using Dapper;
using Lectern.Server.Retrieval.Vectors;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// BM25 (FTS5's, k1 = 1.2, b = 0.75) over our terms. The score is the BM25 sum divided by the most that the query's terms could
/// reach: Σ 2.2 × max(ln((N − n + 0.5) / (n + 0.5)), 1e-6) for n of N chunks with the term; so it lies between 0 and 1 and can be
/// compared between queries.
/// </summary>
internal static class SqliteWordArm
{
    private const double MaxTermFrequencyWeight = 2.2;
    private const double MinInverseFrequency = 1e-6;

    public static float[] Scores(SqliteConnection connection, ChunkCatalog catalog, IReadOnlyList<string> terms)
    {
        var scores = new float[catalog.Count];
        if (terms.Count == 0)
            return scores;
        var bound = UpperBound(connection, catalog.Count, terms);
        var match = string.Join(" OR ", terms.Select(t => $"\"{t}\""));
        foreach (var (id, rank) in connection.Query<(long, double)>(
            "SELECT rowid, bm25(terms) FROM terms WHERE terms MATCH @match", new { match }, buffered: false))
        {
            if (catalog.OrdinalOf(id) is >= 0 and var ordinal)
                scores[ordinal] = (float)Math.Clamp(-rank / bound, 0, 1);
        }

        return scores;
    }

    private static double UpperBound(SqliteConnection connection, long total, IReadOnlyList<string> terms)
    {
        var counts = connection.Query<(string Term, long Chunks)>(
            "SELECT term, doc FROM term_counts WHERE term IN @terms", new { terms }).ToDictionary(t => t.Term, t => t.Chunks);
        return terms.Sum(t =>
        {
            var with = counts.GetValueOrDefault(t);
            return MaxTermFrequencyWeight * Math.Max(Math.Log((total - with + 0.5) / (with + 0.5)), MinInverseFrequency);
        });
    }
}
