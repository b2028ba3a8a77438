using System.ClientModel;
using Lectern.Server.Platform.Outgoing;
using Lectern.Server.Text;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>
/// Vectors of any server that speaks OpenAI's embeddings. Its faults become an <see cref="EmbeddingException"/>. Thread-safe.
/// </summary>
internal sealed class OpenAiEmbedder : DelegatingEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Below what such models take; a longer text, which only a query can be, is cut.</summary>
    private const int MaxCharacters = 8_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private OpenAiEmbedder(IEmbeddingGenerator<string, Embedding<float>> inner) : base(inner)
    {
    }

    /// <param name="url">Null for OpenAI's own.</param>
    public static EmbeddingModel Create(string name, string? url, string? key)
    {
        var inner = OpenAiConnection.Create(url, key).GetEmbeddingClient(name).AsIEmbeddingGenerator();
        return new EmbeddingModel(
            url is null ? $"openai:{name}" : $"openai:{name}@{url.TrimEnd('/')}", new OpenAiEmbedder(inner));
    }

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await base.GenerateAsync(values.Select(v => TextStart.Of(v, MaxCharacters)), options, limit.Token);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested
            && e is ClientResultException or HttpRequestException or IOException or OperationCanceledException
            or AggregateException
                or System.Text.Json.JsonException or InvalidOperationException or FormatException or ArgumentException
                or KeyNotFoundException)
        {
            throw EmbeddingException.Of("The embeddings server", e);
        }
    }
}
