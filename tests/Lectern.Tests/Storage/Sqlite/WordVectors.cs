using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Retrieval.Words;
using Microsoft.Extensions.AI;

namespace Lectern.Tests.Storage.Sqlite;

/// <summary>Vectors that are alike where texts have words in common.</summary>
internal sealed class WordVectors : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int Dimensions = 24;

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(v => new Embedding<float>(Of(v)))));

    public static float[] Of(string text)
    {
        var vector = new float[Dimensions];
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var random = new Random(unchecked((int)TermCounts.Hash(word)));
            for (var i = 0; i < Dimensions; i++)
                vector[i] += random.NextSingle() - 0.4f;
        }

        return EmbeddingModel.Normalized(vector);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
