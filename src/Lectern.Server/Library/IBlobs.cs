namespace Lectern.Server.Library;

/// <summary>
/// Immutable objects, named by the SHA-256 of their content. An object is there whole or not at all. A collection removes what
/// nothing names, and nothing that is held. Thread-safe.
/// </summary>
internal interface IBlobs
{
    /// <summary>Takes a stream in; it becomes an object with <see cref="StagedBlob.Keep"/>, and nothing without it.</summary>
    /// <exception cref="BlobTooLargeException">It is longer than <paramref name="maxBytes"/>; nothing is stored.</exception>
    /// <exception cref="Platform.NoRoomException">There is no room left; nothing is stored.</exception>
    Task<StagedBlob> StageAsync(Stream content, long maxBytes, CancellationToken cancellationToken);

    /// <summary>An object's content, from its beginning; it can be sought in, and outlives the object's removal.</summary>
    /// <exception cref="FileNotFoundException">There is no such object.</exception>
    Stream Open(string hash);

    bool Has(string hash);

    /// <summary>The names of all objects.</summary>
    IEnumerable<string> List();

    /// <summary>Holds an object until <see cref="Release"/>, which has to come as often.</summary>
    /// <returns>Whether there is one.</returns>
    bool TryHold(string hash);

    void Release(string hash);

    /// <summary>
    /// Begins a collection, the only one until it is disposed of. What is held now, or from now on, outlives it: its name may
    /// come into the database after the collection has looked there.
    /// </summary>
    Task<IDisposable> CollectAsync(CancellationToken cancellationToken);

    /// <summary>Removes an object that nothing names, within a collection. One that is held stays.</summary>
    /// <param name="isNamed">Whether the database names it now.</param>
    /// <returns>Whether it was removed.</returns>
    bool Remove(string hash, Func<bool> isNamed);
}
