using Microsoft.Extensions.AI;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>Says that nobody waits for the vectors at this moment: a local model makes them beside what is urgent.</summary>
internal sealed class QuietEmbedding : EmbeddingGenerationOptions
{
    public static QuietEmbedding Options { get; } = new();
}
