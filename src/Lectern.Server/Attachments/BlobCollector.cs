using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform.Background;

namespace Lectern.Server.Attachments;

/// <summary>
/// Removes the objects that nothing names any more: neither a file nor an attachment of an index. Looks at the start, where a
/// crash may have left some, and after every change of the library. What a sync holds stays: its attachments are named when it
/// ends.
/// </summary>
internal sealed partial class BlobCollector(
    IBlobs blobs, IFiles files, IIndexes indexes, IIndexContentsStore contents, IIndexAttachments attachments,
    ParsedFileCache parsed, SyncWorker worker, LibraryChanges signal, Supervisor supervisor, TimeProvider time,
    ILogger<BlobCollector> logger)
    : SupervisedLoop("blobs", "Removing unused blobs", supervisor)
{
    /// <summary>Changes that come together are one.</summary>
    private static readonly TimeSpan ChangesComeTogether = TimeSpan.FromSeconds(5);

    /// <returns>How many objects were removed.</returns>
    public async Task<int> CollectAsync(CancellationToken cancellationToken)
    {
        using var collection = await blobs.CollectAsync(cancellationToken);
        parsed.RemoveForgotten();
        contents.DeleteAllBut(() => [.. indexes.AllKeys(), .. worker.Indexes]);
        var named = files.ContentHashes();
        foreach (var index in indexes.AllKeys())
            named.UnionWith(attachments.Hashes(index));
        var removed = 0;
        foreach (var hash in blobs.List().Where(h => !named.Contains(h)).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            removed += blobs.Remove(hash, () => files.HasContent(hash)) ? 1 : 0;
        }

        if (removed > 0)
            Removed(removed);
        return removed;
    }

    protected override Task PassAsync(CancellationToken stoppingToken) => CollectAsync(stoppingToken);

    protected override async Task NextAsync(CancellationToken stoppingToken)
    {
        await signal.WaitToCollectAsync(stoppingToken);
        await Task.Delay(ChangesComeTogether, time, stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Count} unused blobs were removed")]
    private partial void Removed(int count);
}
