using Lectern.Server.Indexing.Embedding;

namespace Lectern.Server.Indexing;

/// <summary>
/// The databases of all indexes' contents. Thread-safe.
/// </summary>
internal interface IIndexContentsStore : IDisposable
{
    /// <summary>Opens an index's contents; they are empty before the first sync.</summary>
    IIndexContents Open(IndexKey index);

    void Delete(IndexKey index);

    /// <summary>Whether an index has contents; one that was never synced has none.</summary>
    bool Exists(IndexKey index);

    /// <summary>Deletes contents whose index is gone: a crash may have left some.</summary>
    /// <param name="indexes">
    /// With those that are being synced. Asked after the contents were seen, so that a new index's are never taken for left over.
    /// </param>
    void DeleteAllBut(Func<IReadOnlyCollection<IndexKey>> indexes);

    /// <summary>The vectors on their way into an index; dispose them.</summary>
    /// <param name="model">The embedding model's id.</param>
    IPendingVectors OpenPending(IndexKey index, string model);
}
