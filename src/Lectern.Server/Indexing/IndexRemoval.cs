using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Server.Indexing;

/// <summary>Deletes an index with its contents, and ends what reads for it. Thread-safe.</summary>
internal sealed class IndexRemoval(
    IIndexes indexes, SyncWorker worker, IIndexContentsStore contents, LibraryChanges signal)
{
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAsync(Scope scope, string indexId, CancellationToken cancellationToken)
    {
        if (await indexes.DeleteAsync(scope, indexId, cancellationToken) is not { } index)
            return false;
        await worker.CancelAsync(index.Key, CancellationToken.None);
        contents.Delete(index.Key);
        signal.Wake();
        return true;
    }
}
