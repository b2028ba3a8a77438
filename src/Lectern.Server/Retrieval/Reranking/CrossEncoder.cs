using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Embedding.Onnx;
using Lectern.Server.Indexing.Embedding.Tokenizers;

namespace Lectern.Server.Retrieval.Reranking;

/// <summary>A cross-encoder in ONNX Runtime, loaded when it is first needed. One logit is relevance, of two the second.</summary>
internal sealed class CrossEncoder(string folder) : IReranker, IDisposable
{
    private readonly Lazy<(
        OnnxEncoder Encoder, ModelTokens Tokens, int MaxTokens)> loaded = new(() => OnnxFolder.LoadCrossEncoder(folder));

    public Task<IReadOnlyList<double>> ScoreAsync(
        string query, IReadOnlyList<string> passages, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var (encoder, tokens, maxTokens) = loaded.Value;
            var scores = new double[passages.Count];
            for (var i = 0; i < scores.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (ids, segments) = tokens.EncodePair(query, passages[i], maxTokens);
                var logits = encoder.Run(ids, segments);
                if (logits.Length is not (1 or 2))
                    throw new EmbeddingException(
                        $"The model in {folder} gives {logits.Length} numbers for a passage; a cross-encoder gives 1 or 2.");
                scores[i] = 1 / (1 + Math.Exp(logits.Length == 1 ? -logits[0] : logits[0] - logits[1]));
            }

            return (IReadOnlyList<double>)scores;
        },
        cancellationToken);

    public void Dispose()
    {
        if (loaded.IsValueCreated)
            loaded.Value.Encoder.Dispose();
    }
}
