using Lectern.Client;
using Lectern.Contracts;

namespace Lectern.Eval;

/// <summary>
/// Asks a set's queries in each way of searching and measures the ranking of files: a file stands where its best passage does.
/// </summary>
internal static class Evaluation
{
    /// <summary>Passages asked for, so that there are 100 files for the recall in most answers.</summary>
    private const int Depth = 200;

    private static readonly (string Name, RetrieveParams Body)[] Ways =
    [
        ("words", new(null, null, VectorPipelineWeight: 0, Rerank: new(Enabled: false))),
        ("vectors", new(null, null, FullTextPipelineWeight: 0, Rerank: new(Enabled: false))),
        ("fused", new(null, null, Rerank: new(Enabled: false))),
        ("default (reranked)", new(null, null)),
    ];

    public static async Task<IReadOnlyList<Row>> RunAsync(
        LecternClient client, string indexId, JudgedSet set, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var file in client.Retrieval.FindAsync(new FileFindParams(indexId, PageSize: 1000))
            .WithCancellation(cancellationToken))
            names[file.FileId] = file.FileName;
        var rows = new List<Row>();
        foreach (var (name, body) in Ways)
        {
            var sums = new double[3];
            var milliseconds = new List<double>();
            foreach (var query in set.Queries)
            {
                var asked = body with { IndexId = indexId, Query = query.Text };
                var found = await client.Retrieval.RetrieveAsync(asked with { TopK = Depth }, cancellationToken);
                var ranking = found.Results.Select(r => names[r.StaticFields.ParsedDirectoryFileId!]).Distinct().ToList();
                sums[0] += Metrics.Ndcg(ranking, query.Grades, 10);
                sums[1] += Metrics.Recall(ranking, query.Grades, 100);
                sums[2] += Metrics.ReciprocalRank(ranking, query.Grades, 10);

                // The latency is that of a usual request, of 10 passages.
                var started = TimeProvider.System.GetTimestamp();
                await client.Retrieval.RetrieveAsync(asked, cancellationToken);
                milliseconds.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            }

            milliseconds.Sort();
            var count = set.Queries.Count;
            rows.Add(new Row(
                set.Name, name, sums[0] / count, sums[1] / count, sums[2] / count, milliseconds[count / 2],
                milliseconds[count * 95 / 100], count));
        }

        return rows;
    }
}

/// <param name="P50">Milliseconds, with HTTP.</param>
internal sealed record Row(
    string Set, string Way, double NdcgAt10, double RecallAt100, double MrrAt10, double P50, double P95, int Queries)
{
    /// <summary>The embedding model that was asked for; null for the server's own.</summary>
    public string? Model { get; init; }
}
