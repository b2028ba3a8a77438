namespace Lectern.Server.Retrieval.Reranking;

internal sealed record RerankRequest(string Model, string Query, IReadOnlyList<string> Documents, int TopN);
