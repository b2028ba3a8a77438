namespace Lectern.Server.Indexing;

/// <summary>A generation that was to be made live again is kept no more.</summary>
internal sealed class GenerationGoneException(long generation)
    : Exception($"Generation {generation} of the index is no longer kept.");
