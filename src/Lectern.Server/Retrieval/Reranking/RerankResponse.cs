namespace Lectern.Server.Retrieval.Reranking;

internal sealed record RerankResponse(IReadOnlyList<RerankedDocument>? Results);
