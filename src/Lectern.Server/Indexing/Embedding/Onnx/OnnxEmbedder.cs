using System.Numerics.Tensors;
using Lectern.Server.Indexing.Embedding.Tokenizers;
using Lectern.Server.Platform.Background;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Indexing.Embedding.Onnx;

/// <summary>
/// Sentence and token vectors of an encoder. Texts run one by one: batches are not faster on few cores, and int8 vectors would
/// change with the batch they are in. Thread-safe.
/// </summary>
/// <param name="maxTokens">Of one text, marks included; longer texts are cut.</param>
internal sealed class OnnxEmbedder(OnnxEncoder encoder, ModelTokens tokens, int dimensions, int maxTokens, Pooling pooling)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>How many of its first numbers a vector keeps, for a model whose vectors can be cut; null keeps all.</summary>
    public int? Kept { get; init; }

    /// <summary>What is asked for is urgent, and what is asked for with <see cref="QuietEmbedding"/> gives way to it.</summary>
    public UrgentWork Urgent { get; set; } = new();

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? asked = null, CancellationToken cancellationToken = default)
    {
        var texts = values as IReadOnlyList<string> ?? [.. values];
        var vectors = new float[texts.Count][];
        if (asked is QuietEmbedding)
            await QuietThreads.ForAsync(texts.Count, i => vectors[i] = EmbedLater(texts[i]), cancellationToken);
        else
            await Parallel.ForAsync(0, texts.Count, cancellationToken, EmbedOneAsync);
        return new GeneratedEmbeddings<Embedding<float>>(vectors.Select(v => new Embedding<float>(v)));

        async ValueTask EmbedOneAsync(int i, CancellationToken ended)
        {
            vectors[i] = EmbedNow(texts[i]);

            // The pool's threads are for other requests too: none waits for more than one text.
            await Task.Yield();
        }
    }

    /// <summary>
    /// A vector for each token of a text, for comparing texts word by word (late interaction); the text is cut where the model
    /// ends, and the marks around it are left out.
    /// </summary>
    public TokenVectors Of(string text, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (pooling == Pooling.None)
            throw new EmbeddingException("This model gives no vectors for single tokens.");
        using var urgent = Urgent.Begin();
        var ids = tokens.Encode(text, maxTokens);
        var (before, after) = (tokens.Marks.Before.Count, tokens.Marks.After.Count);
        var rows = encoder.Run(ids).AsSpan((before * dimensions)..^(after * dimensions)).ToArray();
        for (var row = 0; row < rows.Length; row += dimensions)
            EmbeddingModel.Normalize(rows.AsSpan(row, dimensions));
        return new TokenVectors([.. ids.Skip(before).SkipLast(after)], rows, dimensions);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => encoder.Dispose();

    private float[] EmbedNow(string text)
    {
        using var urgent = Urgent.Begin();
        return Embed(text);
    }

    private float[] EmbedLater(string text)
    {
        Urgent.GiveWay();
        return Embed(text);
    }

    private float[] Embed(string text)
    {
        var rows = encoder.Run(tokens.Encode(text, maxTokens));
        var vector = Pooled(rows);
        if (Kept is { } kept && kept < vector.Length)
            vector = vector[..kept];
        EmbeddingModel.Normalize(vector);
        return vector;
    }

    private float[] Pooled(float[] rows)
    {
        var vector = rows.AsSpan(pooling == Pooling.Last ? rows.Length - dimensions : 0, dimensions).ToArray();
        if (pooling is not (Pooling.Mean or Pooling.Max or Pooling.WeightedMean))
            return vector;
        for (var row = dimensions; row < rows.Length; row += dimensions)
        {
            var token = rows.AsSpan(row, dimensions);
            if (pooling == Pooling.Max)
                TensorPrimitives.Max(vector, token, vector);
            else
                TensorPrimitives.MultiplyAdd(token, pooling == Pooling.Mean ? 1 : (row / dimensions) + 1, vector, vector);
        }

        return vector;
    }
}
