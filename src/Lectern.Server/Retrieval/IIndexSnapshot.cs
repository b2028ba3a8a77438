using Lectern.Server.Retrieval.Vectors;

namespace Lectern.Server.Retrieval;

/// <summary>One generation of an index for one search: what is read through it fits together. Not thread-safe.</summary>
internal interface IIndexSnapshot : IDisposable
{
    /// <summary>The model of its vectors; null when it has none.</summary>
    string? Model { get; }

    IndexCatalog Catalog { get; }

    /// <summary>The <c>dfl-</c> ids of all its files.</summary>
    IReadOnlyList<string> FileIds();

    /// <summary>Whether each chunk may be found; null when all may.</summary>
    /// <param name="departed">Files that the index's directory has no more, by their <c>dfl-</c> ids.</param>
    bool[]? Allowed(PassageFilter? filter, IReadOnlyCollection<string> departed);

    /// <summary>Vectors of chunks as they are stored, in the order asked for; empty where there is none.</summary>
    float[][] Vectors(IReadOnlyList<int> ordinals);

    /// <summary>A chunk as a passage.</summary>
    Passage Passage(int ordinal, double score);
}
