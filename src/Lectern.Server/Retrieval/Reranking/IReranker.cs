namespace Lectern.Server.Retrieval.Reranking;

/// <summary>Reads a query and passages together and says how well each answers. Thread-safe.</summary>
internal interface IReranker
{
    /// <returns>For each passage, in order, how relevant it is, 0 to 1.</returns>
    /// <exception cref="Indexing.Embedding.EmbeddingException">It cannot say; the message is for a person.</exception>
    Task<IReadOnlyList<double>> ScoreAsync(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken);
}
