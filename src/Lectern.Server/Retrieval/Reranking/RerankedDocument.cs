namespace Lectern.Server.Retrieval.Reranking;

internal sealed record RerankedDocument(int Index, double RelevanceScore);
