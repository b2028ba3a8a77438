using System.Runtime.InteropServices;
using Lectern.Server.Indexing.Embedding.Onnx;
using Lectern.Server.Indexing.Embedding.Tokenizers;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>A model that turns text into vectors of length 1. Thread-safe.</summary>
/// <param name="Id">Names the weights: vectors of two ids are never compared.</param>
/// <param name="Tokens">How the model counts; null where only its server knows.</param>
/// <param name="TokenVectors">Null for a model behind a server.</param>
internal sealed record EmbeddingModel(
    string Id,
    IEmbeddingGenerator<string, Embedding<float>> Generator,
    ModelTokens? Tokens = null,
    OnnxEmbedder? TokenVectors = null) : IDisposable
{
    /// <summary>Stands before each query, for a model that was trained so.</summary>
    public string QueryPrompt { get; init; } = "";

    /// <summary>Stands before each passage.</summary>
    public string PassagePrompt { get; init; } = "";

    public void Dispose() => Generator.Dispose();

    /// <summary>A query's vector, of length 1.</summary>
    public Task<float[]> EmbedQueryAsync(string text, CancellationToken cancellationToken) =>
        EmbedAsync(QueryPrompt + text, cancellationToken);

    /// <summary>A text's vector as it stands, of length 1.</summary>
    public async Task<float[]> EmbedAsync(string text, CancellationToken cancellationToken)
    {
        var embedded = await EmbedAllAsync([text], cancellationToken);
        return Normalized(embedded[0].Vector);
    }

    /// <summary>The vectors of texts as they stand, one for each, for somebody who waits for them.</summary>
    /// <exception cref="EmbeddingException">The model failed, or gave more vectors or fewer.</exception>
    public Task<GeneratedEmbeddings<Embedding<float>>> EmbedAllAsync(
        IReadOnlyList<string> texts, CancellationToken cancellationToken) => EmbedAllAsync(texts, null, cancellationToken);

    /// <summary>As <see cref="EmbedAllAsync(IReadOnlyList{string}, CancellationToken)"/>, beside what is urgent.</summary>
    /// <exception cref="EmbeddingException">The model failed, or gave more vectors or fewer.</exception>
    public Task<GeneratedEmbeddings<Embedding<float>>> EmbedQuietlyAsync(
        IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        EmbedAllAsync(texts, QuietEmbedding.Options, cancellationToken);

    private async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAllAsync(
        IReadOnlyList<string> texts, EmbeddingGenerationOptions? options, CancellationToken cancellationToken)
    {
        var embedded = await Generator.GenerateAsync(texts, options, cancellationToken);
        return embedded.Count == texts.Count
            ? embedded
            : throw new EmbeddingException(
                $"The embedding model {Id} gave {embedded.Count} vectors for {texts.Count} texts.");
    }

    /// <summary>A vector as it is stored: float32, little-endian.</summary>
    public static byte[] ToBytes(float[] vector) => MemoryMarshal.AsBytes<float>(vector).ToArray();

    public static float[] Normalized(ReadOnlyMemory<float> vector)
    {
        var normalized = vector.ToArray();
        Normalize(normalized);
        return normalized;
    }

    /// <summary>Makes a vector's length 1; one without direction stays 0.</summary>
    internal static void Normalize(Span<float> vector)
    {
        var length = System.Numerics.Tensors.TensorPrimitives.Norm<float>(vector);
        if (length > 0 && float.IsFinite(length))
            System.Numerics.Tensors.TensorPrimitives.Divide(vector, length, vector);
        else
            vector.Clear();
    }
}
