using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Retrieval.Reranking;
using Lectern.Server.Text;

namespace Lectern.Server.Retrieval;

/// <summary>
/// Finds passages by words and by vectors at once. Each arm offers its best candidates, and every candidate is then scored
/// exactly in both: <c>score = (v × max(cosine, 0) + w × bm25 / bound) / (v + w)</c> with the query's weights v and w, 0 to 1,
/// where each arm takes a part of its score from what stands around the chunk (<see cref="Surroundings"/>). A query that gives no
/// weights lets the vectors vote as far as their model reads the text (<see cref="VectorVote"/>). An arm that an index cannot
/// have (no vectors, or of another model than the server's) has weight 0. Thread-safe.
/// </summary>
internal sealed partial class HybridSearch(
    IIndexSnapshots snapshots, EmbeddingModels models, CrossRerank rerank, UrgentWork urgent, ILogger<HybridSearch> logger)
{
    /// <param name="departed">Files of a snapshot that are kept out before the best are chosen, by their <c>dfl-</c> ids.</param>
    public async Task<FoundInIndex> SearchAsync(
        IndexKey index, RetrievalQuery query, Func<IIndexSnapshot, IReadOnlyCollection<string>> departed,
        CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.Search)?.SetTag(Spans.IndexId, index.Id);
        using var piece = urgent.Begin();
        using var snapshot = snapshots.Open(index, cancellationToken);
        var (vector, model) = await EmbedAsync(snapshot, query, cancellationToken);
        if (snapshot.Catalog.Live == 0 || (vector is null && query.WordWeight == 0))
            return new FoundInIndex(snapshot.Catalog.Generation, []);
        var terms = query.WordWeight > 0 ? Terms.ForQuery(query.Text, snapshot.Catalog.Words.Languages()) : [];
        var candidates = Candidates.Find(snapshot, query, departed(snapshot), terms, vector);
        var reading = vector is null || query.VectorWeight is not null || query.WordWeight == 0
            ? 1 : VectorVote.Of(snapshot, candidates, query.Text, terms, model?.Tokens);
        var vectorWeight = vector is null ? 0 : query.VectorWeight ?? reading;
        candidates.Score(vectorWeight, query.WordWeight);
        if (query.Rerank && vector is not null)
        {
            using var feedback = Spans.Begin(Spans.SearchFeedback);
            Feedback.Rerank(candidates, vector, vectorWeight, query.WordWeight, reading);
        }

        candidates.PutSectionsFirst();
        if (query.Rerank)
            await rerank.RerankAsync(snapshot, candidates, query.Text, cancellationToken);
        var passages = Selection.Choose(snapshot, candidates, query);
        span?.SetTag(Spans.Found, passages.Count);
        return new FoundInIndex(snapshot.Catalog.Generation, passages);
    }

    /// <summary>The query's vector and its model; no vector where vectors cannot be searched.</summary>
    private async Task<(float[]? Vector, EmbeddingModel? Model)> EmbedAsync(
        IIndexSnapshot snapshot, RetrievalQuery query, CancellationToken cancellationToken)
    {
        if (query.VectorWeight == 0 || snapshot.Catalog.Dimensions == 0 || string.IsNullOrWhiteSpace(query.Text)
            || await models.ReadyAsync(cancellationToken) is not { } model || model.Id != snapshot.Model)
        {
            return default;
        }

        using var span = Spans.Begin(Spans.SearchEmbedding);
        try
        {
            var vector = await model.EmbedQueryAsync(query.Text, cancellationToken);
            if (vector.Length == snapshot.Catalog.Dimensions)
                return (vector, model);
            WordsOnly(null, $"the model {model.Id} gave {vector.Length} numbers instead of {snapshot.Catalog.Dimensions}");
        }
        catch (EmbeddingException e)
        {
            WordsOnly(e, e.Message);
        }

        return default;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A query was answered by words only: {Reason}")]
    private partial void WordsOnly(Exception? exception, string reason);
}
