using Lectern.Server.Platform.Outgoing;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>An embedding model cannot be loaded, or does not answer.</summary>
/// <param name="message">For a person, and for the log: it holds nothing that a model's server said.</param>
/// <param name="shown">
/// For a person alone, with what the server said, which can hold what it was sent; null for the message.
/// </param>
internal sealed class EmbeddingException(string message, Exception? inner = null, string? shown = null)
    : Exception(message, inner)
{
    /// <summary>As a person is shown it.</summary>
    public string Shown => shown ?? Message;

    /// <summary>What a server's fault becomes. What was thrown has the server's words: kept, it would be logged.</summary>
    /// <param name="server">Such as "The rerank server".</param>
    public static EmbeddingException Of(string server, Exception thrown) => new(
        $"{server} failed ({ModelFaults.Kind(thrown)}).", shown: $"{server} failed: {ModelFaults.Quoted(thrown.Message)}");

    /// <summary>A chunk has no vector, so its file cannot be stored.</summary>
    /// <param name="refusal">Why the model refused it, where it did.</param>
    public static EmbeddingException NotEmbedded(string model, string? refusal) =>
        new($"A part of it was not embedded by {model}.", shown: refusal);

    /// <summary>A vector is not like the others of its index.</summary>
    public static EmbeddingException OfOtherLength(string model) =>
        new($"The embedding model {model} gives vectors of different lengths.");

    /// <summary>What a person is shown of any fault.</summary>
    public static string ShownOf(Exception e) => e is EmbeddingException embedding ? embedding.Shown : e.Message;
}
