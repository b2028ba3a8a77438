using Dapper;
using Lectern.Server.Retrieval;
using Lectern.Server.Retrieval.Words;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// BM25 (FTS5's, k1 = 1.2, b = 0.75) over our terms. The score is the BM25 sum divided by the most that the query's terms could
/// reach: Σ 2.2 × max(ln((N − n + 0.5) / (n + 0.5)), 1e-6) for n of N chunks with the term; so it lies between 0 and 1 and can be
/// compared between queries. Thread-safe.
/// </summary>
internal sealed class SqliteWordArm(SqliteIndexContentsFolder contents) : IRetrievalArm
{
    private const double MaxTermFrequencyWeight = 2.2;
    private const double MinInverseFrequency = 1e-6;

    public Task<IReadOnlyList<Passage>> SearchAsync(string indexId, RetrievalQuery query, CancellationToken cancellationToken)
    {
        var terms = Terms.ForQuery(query.Text);
        if (terms.Count == 0)
            return Task.FromResult<IReadOnlyList<Passage>>([]);
        using var connection = contents.Open(indexId).Open();
        using var cancel = cancellationToken.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));

        // One snapshot for the counts and the search.
        using var transaction = connection.BeginTransaction(deferred: true);
        var bound = UpperBound(connection, terms);
        var parameters = new DynamicParameters();
        parameters.Add("match", string.Join(" OR ", terms.Select(t => $"\"{t}\"")));
        parameters.Add("limit", query.TopK);
        var rows = connection.Query<PassageRow>(
            $"""
            SELECT r.rank, c.file_id, f.name, f.metadata, c.position, c.start_char, c.end_char, c.page_start, c.page_end, c.token_count,
                c.heading_path, c.content
            FROM (
                SELECT terms.rowid AS id, bm25(terms) AS rank
                FROM terms {SqliteFilters.Join(query.Filter)}
                WHERE terms MATCH @match {SqliteFilters.Where(query.Filter, parameters)}
                ORDER BY bm25(terms), terms.rowid LIMIT @limit
            ) r
            JOIN chunks c ON c.id = r.id JOIN files f ON f.id = c.file_id
            ORDER BY r.rank, r.id
            """,
            parameters);
        return Task.FromResult<IReadOnlyList<Passage>>(
            [.. rows.Select(r => r.ToPassage(indexId, Math.Clamp(-r.Rank / bound, 0, 1)))
                .Where(p => query.ScoreThreshold is not { } threshold || p.Score >= threshold)]);
    }

    private static double UpperBound(SqliteConnection connection, IReadOnlyList<string> terms)
    {
        var total = connection.ExecuteScalar<long>("SELECT count(*) FROM chunks");
        var counts = connection.Query<(string Term, long Chunks)>(
            "SELECT term, doc FROM term_counts WHERE term IN @terms", new { terms }).ToDictionary(t => t.Term, t => t.Chunks);
        return terms.Sum(t =>
        {
            var with = counts.GetValueOrDefault(t);
            return MaxTermFrequencyWeight * Math.Max(Math.Log((total - with + 0.5) / (with + 0.5)), MinInverseFrequency);
        });
    }
}
