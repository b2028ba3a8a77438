using Lectern.Contracts;

namespace Lectern.Server.Indexing;

/// <summary>
/// Shows how far a sync is in its index's metadata, at most twice a second. For one sync; its calls come one after the other.
/// </summary>
internal sealed class SyncProgressWriter(IIndexes indexes, IndexRow index, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly IndexMetadata before = index.ReadMetadata();
    private long lastWrite;
    private int filesDone;
    private int filesTotal;
    private int pagesDone;
    private int pagesOfFile;
    private string stage = SyncStage.Parsing;
    private (int Done, int Total)? chunks;

    public Task StartAsync(int total, CancellationToken cancellationToken)
    {
        filesTotal = total;
        return WriteAsync(cancellationToken);
    }

    /// <summary>Pages read so far of the file that is being parsed.</summary>
    public Task PagesAsync(int pages, CancellationToken cancellationToken)
    {
        pagesOfFile = pages;
        return TickAsync(cancellationToken);
    }

    public Task FileDoneAsync(int pages, CancellationToken cancellationToken)
    {
        filesDone++;
        pagesDone += pages;
        pagesOfFile = 0;
        return TickAsync(cancellationToken);
    }

    /// <param name="total">Chunks that are found by words already and wait for their vectors.</param>
    public Task EmbeddingAsync(int total, CancellationToken cancellationToken)
    {
        chunks = total > 0 ? (0, total) : null;
        return EnterAsync(SyncStage.Embedding, cancellationToken);
    }

    /// <summary>So many of the chunks are embedded.</summary>
    public Task EmbeddedAsync(int done, CancellationToken cancellationToken)
    {
        if (chunks is { } known)
            chunks = known with { Done = done };
        return TickAsync(cancellationToken);
    }

    public Task WritingAsync(CancellationToken cancellationToken)
    {
        chunks = null;
        return EnterAsync(SyncStage.Writing, cancellationToken);
    }

    private Task TickAsync(CancellationToken cancellationToken) =>
        IsDue() ? WriteAsync(cancellationToken) : Task.CompletedTask;

    private bool IsDue() => time.GetElapsedTime(lastWrite) >= Interval;

    private Task EnterAsync(string next, CancellationToken cancellationToken)
    {
        stage = next;
        return WriteAsync(cancellationToken);
    }

    private Task WriteAsync(CancellationToken cancellationToken)
    {
        lastWrite = time.GetTimestamp();
        var progress = new SyncProgress(
            filesDone, filesTotal, pagesDone + pagesOfFile, stage, chunks?.Done, chunks?.Total);
        return indexes.SetMetadataAsync(
            index.Key, before with { Status = IndexStatus.Syncing, Error = null, Progress = progress }, cancellationToken);
    }
}
