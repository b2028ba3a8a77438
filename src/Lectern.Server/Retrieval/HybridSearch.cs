using System.Numerics.Tensors;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Retrieval.Words;
using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Retrieval;

/// <summary>
/// Finds passages by words and by vectors at once. Each arm offers its best candidates, and every candidate is then scored exactly
/// in both: <c>score = (v × max(cosine, 0) + w × bm25 / bound) / (v + w)</c> with the query's weights v and w, 0 to 1. An arm that
/// an index cannot have (no vectors, or of another model than the server's) has weight 0. Thread-safe.
/// </summary>
internal sealed partial class HybridSearch(
    SqliteIndexContentsFolder contents, SqliteCatalogs catalogs, EmbeddingModels models, ILogger<HybridSearch> logger)
{
    public async Task<IReadOnlyList<Passage>> SearchAsync(string indexId, RetrievalQuery query, CancellationToken cancellationToken)
    {
        using var snapshot = new SqliteIndexSnapshot(indexId, contents.Open(indexId), catalogs, cancellationToken);
        var vector = await EmbedAsync(snapshot, query, cancellationToken);
        var vectorWeight = vector is null ? 0 : query.VectorWeight;
        if (snapshot.Catalog.Count == 0 || vectorWeight + query.WordWeight == 0)
            return [];
        var terms = query.WordWeight > 0 ? Terms.ForQuery(query.Text) : [];
        var candidates = Candidates.Find(snapshot, query, terms, vector);
        candidates.Score(vectorWeight, query.WordWeight);
        if (query.Rerank && vectorWeight > 0)
            Feedback.Rerank(snapshot, candidates, vector!, vectorWeight, query.WordWeight);
        return Selection.Choose(snapshot, candidates, query);
    }

    /// <summary>The query's vector, or null where vectors cannot be searched.</summary>
    private async Task<float[]?> EmbedAsync(SqliteIndexSnapshot snapshot, RetrievalQuery query, CancellationToken cancellationToken)
    {
        if (query.VectorWeight == 0 || snapshot.Catalog.Dimensions == 0 || string.IsNullOrWhiteSpace(query.Text)
            || await models.ReadyAsync(cancellationToken) is not { } model || model.Id != snapshot.Model)
        {
            return null;
        }

        try
        {
            var vector = await model.EmbedAsync(query.Text, cancellationToken);
            if (vector.Length == snapshot.Catalog.Dimensions)
                return vector;
            WordsOnly(null, $"the model {model.Id} gave {vector.Length} numbers instead of {snapshot.Catalog.Dimensions}");
        }
        catch (Exception e) when (e is EmbeddingException or HttpRequestException or System.ClientModel.ClientResultException)
        {
            WordsOnly(e, e.Message);
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A query was answered by words only: {Reason}")]
    private partial void WordsOnly(Exception? exception, string reason);
}

/// <summary>A chunk that an arm offered.</summary>
internal sealed class Candidate(int ordinal)
{
    public int Ordinal { get; } = ordinal;

    /// <summary>As stored, of length 1; empty without vectors.</summary>
    public float[] Vector { get; set; } = [];

    /// <summary>0 to 1.</summary>
    public double Cosine { get; set; }

    /// <summary>0 to 1.</summary>
    public double Words { get; set; }

    public double Score { get; set; }

    public double? RerankScore { get; set; }

    /// <summary>What orders the passages.</summary>
    public double Rank => RerankScore ?? Score;
}

/// <summary>The union of what the arms offer for a query.</summary>
internal sealed class Candidates(List<Candidate> all)
{
    /// <summary>Best first, once scored.</summary>
    public List<Candidate> All { get; } = all;

    public static Candidates Find(SqliteIndexSnapshot snapshot, RetrievalQuery query, IReadOnlyList<string> terms, float[]? vector)
    {
        var allowed = snapshot.Allowed(query.Filter);
        var count = Math.Max(query.Candidates, query.TopK);
        var words = snapshot.WordScores(terms);
        var found = new SortedSet<int>(Best(words, allowed, count));
        if (vector is not null)
        {
            var cosines = new float[snapshot.Catalog.Count];
            snapshot.Catalog.Scan(vector, cosines);
            found.UnionWith(Best(cosines, allowed, count));
        }

        var candidates = found.Select(ordinal => new Candidate(ordinal) { Words = words[ordinal] }).ToList();
        if (vector is not null)
        {
            var vectors = snapshot.Vectors([.. candidates.Select(c => c.Ordinal)]);
            foreach (var (candidate, stored) in candidates.Zip(vectors))
            {
                candidate.Vector = stored;
                candidate.Cosine = Math.Clamp(stored.Length == 0 ? 0 : TensorPrimitives.Dot<float>(vector, stored), 0, 1);
            }
        }

        return new Candidates(candidates);
    }

    public void Score(double vectorWeight, double wordWeight)
    {
        foreach (var candidate in All)
            candidate.Score = ((vectorWeight * candidate.Cosine) + (wordWeight * candidate.Words)) / (vectorWeight + wordWeight);
        Sort();
    }

    public void Sort() => All.Sort((a, b) => b.Rank.CompareTo(a.Rank) is not 0 and var order ? order : a.Ordinal.CompareTo(b.Ordinal));

    /// <summary>The ordinals of the best scores above 0.</summary>
    internal static IEnumerable<int> Best(float[] scores, bool[]? allowed, int count)
    {
        var best = new PriorityQueue<int, float>(count + 1);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] <= 0 || (best.Count == count && best.TryPeek(out _, out var least) && scores[i] <= least)
                || allowed?[i] == false)
            {
                continue;
            }

            if (best.Count == count)
                best.DequeueEnqueue(i, scores[i]);
            else
                best.Enqueue(i, scores[i]);
        }

        return best.UnorderedItems.Select(i => i.Element);
    }
}
