using System.Collections.Concurrent;
using System.Threading.Channels;
using Lectern.Server.Library;
using Lectern.Server.Platform.Background;

namespace Lectern.Server.Indexing;

/// <summary>
/// Joins what syncs have added to indexes in small parts, and forgets what is kept of earlier generations no more: one index
/// after the other and beside everything else, to which it gives way. Thread-safe.
/// </summary>
internal sealed class SegmentMerging(
    IIndexContentsStore contents, LibraryChanges changes, UrgentWork urgent, Supervisor supervisor)
    : SupervisedLoop("merges", "Joining the parts of indexes", supervisor)
{
    private readonly Channel<IndexKey> changed = Channel.CreateUnbounded<IndexKey>();

    /// <summary>Those that wait to be looked at: however many syncs there are, an index waits once.</summary>
    private readonly ConcurrentDictionary<IndexKey, bool> waiting = new();

    /// <summary>Has an index looked at that a sync has changed, or of which something may be a day old.</summary>
    public void Look(IndexKey index)
    {
        if (waiting.TryAdd(index, true))
            changed.Writer.TryWrite(index);
    }

    protected override async Task PassAsync(CancellationToken stoppingToken)
    {
        while (changed.Reader.TryRead(out var index))
        {
            waiting.TryRemove(index, out _);
            await QuietThreads.RunAsync(() => Join(index, stoppingToken));
        }
    }

    protected override async Task NextAsync(CancellationToken stoppingToken) =>
        await changed.Reader.WaitToReadAsync(stoppingToken);

    private void Join(IndexKey index, CancellationToken stoppingToken)
    {
        try
        {
            while (contents.Exists(index) && contents.Open(index).Merge(stoppingToken, urgent.GiveWay))
                stoppingToken.ThrowIfCancellationRequested();
            var forgot = false;
            while (contents.Exists(index) && contents.Open(index).Forget())
            {
                forgot = true;
                urgent.GiveWay();
                stoppingToken.ThrowIfCancellationRequested();
            }

            // Pictures that they named may be named by nothing now.
            if (forgot)
                changes.Wake();
        }
        catch (Exception) when (!contents.Exists(index))
        {
            // It was deleted meanwhile, and took what was being written along.
        }
    }
}
