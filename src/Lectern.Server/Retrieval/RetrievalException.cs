namespace Lectern.Server.Retrieval;

/// <summary>A request that retrieval cannot answer.</summary>
/// <param name="kind">What the caller should be told.</param>
internal sealed class RetrievalException(RetrievalError kind, string message) : Exception(message)
{
    public RetrievalError Kind { get; } = kind;
}
