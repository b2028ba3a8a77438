namespace Lectern.Contracts;

public sealed record RetrieveResult(IReadOnlyList<RetrievalResult> Results);
