namespace Lectern.Server.Indexing.Embedding;

/// <summary>An embedding model cannot be loaded, or does not answer; the message is for a person.</summary>
internal sealed class EmbeddingException(string message, Exception? inner = null) : Exception(message, inner);
