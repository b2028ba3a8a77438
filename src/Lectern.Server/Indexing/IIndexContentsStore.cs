using System.Collections.Concurrent;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform;

namespace Lectern.Server.Indexing;

/// <summary>
/// The databases of all indexes' contents. Ids come from the main database, scoped, never from a request. Thread-safe.
/// </summary>
internal interface IIndexContentsStore : IDisposable
{
    /// <summary>Opens an index's contents; they are empty before the first sync.</summary>
    IIndexContents Open(string indexId);

    void Delete(string indexId);

    /// <summary>Whether an index has contents; one that was never synced has none.</summary>
    bool Exists(string indexId);

    /// <summary>Deletes contents whose index is gone: a crash may have left some.</summary>
    /// <param name="indexIds">
    /// With those that are being synced. Asked after the contents were seen, so that a new index's are never taken for left over.
    /// </param>
    void DeleteAllBut(Func<IReadOnlyCollection<string>> indexIds);

    /// <summary>The vectors on their way into an index; dispose them.</summary>
    /// <param name="model">The embedding model's id.</param>
    IPendingVectors OpenPending(string indexId, string model);
}
