using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Retrieval.Reranking;

/// <summary>
/// Lets a model that was set (<c>LECTERN_RERANK</c>) judge the best candidates, and takes the mean of its word and ours: a
/// cross-encoder on texts unlike those it was trained on is worse than the search alone, and the mean is a gate that costs
/// nothing. One that finds all alike, or fails, changes nothing. Thread-safe.
/// </summary>
internal sealed partial class CrossRerank(IReranker? reranker, ILogger<CrossRerank> logger) : IDisposable
{
    /// <summary>How many are judged.</summary>
    private const int Judged = 30;

    /// <summary>Judgements that lie closer together say nothing.</summary>
    private const double LeastSpread = 0.02;

    public static CrossRerank FromSettings(LecternOptions options, ILogger<CrossRerank> logger) => new(
        ModelName.Of(options.Rerank) switch
        {
            ("onnx", var folder) => new CrossEncoder(folder),
            ("server", var model) => new RerankServer(options.RerankUrl!, model, options.RerankApiKey),
            _ => null,
        },
        logger);

    public async Task RerankAsync(
        IIndexSnapshot snapshot, Candidates candidates, string query, CancellationToken cancellationToken)
    {
        var judged = candidates.All.Take(Judged).ToList();
        if (reranker is null || judged.Count < 2 || string.IsNullOrWhiteSpace(query))
            return;
        using var span = Spans.Begin(Spans.SearchRerank);
        try
        {
            var texts = judged.Select(
                c => snapshot.Passage(c.Ordinal, c.Score)).Select(p => EmbeddedText.Of(p.HeadingPath, p.Content)).ToList();
            var scores = await reranker.ScoreAsync(query, texts, cancellationToken);
            if (scores.Max() - scores.Min() >= LeastSpread)
                Apply(candidates, judged, scores);
        }
        catch (EmbeddingException e)
        {
            NotReranked(e.Message);
        }
    }

    public void Dispose() => (reranker as IDisposable)?.Dispose();

    /// <summary>Those that were not judged stay behind those that were, in their order.</summary>
    private static void Apply(Candidates candidates, List<Candidate> judged, IReadOnlyList<double> scores)
    {
        var others = candidates.All.Skip(judged.Count).ToList();
        for (var i = 0; i < judged.Count; i++)
            judged[i].RerankScore = (judged[i].Rank + scores[i]) / 2;
        if (others.Count > 0 && others[0].Rank > 0)
        {
            var share = Math.Min(1, judged.Min(c => c.Rank) / others[0].Rank);
            foreach (var other in others)
                other.RerankScore = other.Rank * share;
        }

        candidates.Sort();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A query was answered without the rerank model: {Reason}")]
    private partial void NotReranked(string reason);
}
