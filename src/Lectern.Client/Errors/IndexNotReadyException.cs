using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>A sync did not end with an index that can be searched.</summary>
/// <param name="message">Why.</param>
/// <param name="index">The index as it stands; its metadata name the files that could not be read.</param>
public sealed class IndexNotReadyException(string message, IndexResponse index) : LecternException(message)
{
    /// <summary>The index as it stands; its metadata name the files that could not be read.</summary>
    public IndexResponse Index { get; } = index;
}
