namespace Lectern.Server.Retrieval;

/// <summary>What a search found.</summary>
/// <param name="Generation">The number of the index's generation that was searched.</param>
/// <param name="Passages">Best first.</param>
internal sealed record FoundInIndex(long Generation, IReadOnlyList<Passage> Passages);
