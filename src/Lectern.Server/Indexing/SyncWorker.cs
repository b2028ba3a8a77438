using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Indexing;

/// <summary>
/// Runs the syncs that are asked for, many at once: they share the parsers and the machine's cores by their stages
/// (<see cref="Sharing.SyncShares"/>). A sync that a shutdown or a crash interrupts is taken again at the next start.
/// Thread-safe.
/// </summary>
internal sealed partial class SyncWorker(
    SqliteSyncJobs jobs, SqliteIndexes indexes, IndexingPipeline pipeline, LibraryChanges signal, Supervisor supervisor,
    TimeProvider time, ILogger<SyncWorker> logger)
    : SupervisedLoop("syncs", "Syncing indexes", supervisor)
{
    /// <summary>A job is taken and becomes a running one in one step.</summary>
    private readonly SemaphoreSlim taking = new(1);
    private readonly ConcurrentDictionary<string, Running> running = new(StringComparer.Ordinal);
    private Exception? fault;

    /// <summary>The indexes that are being synced.</summary>
    public IReadOnlyCollection<string> IndexIds => [.. running.Keys];

    /// <summary>Cancels the running or waiting sync of an index; returns when it has ended.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> CancelAsync(string indexId)
    {
        Running? current;
        await taking.WaitAsync();
        try
        {
            if (await jobs.DropWaitingAsync(indexId, CancellationToken.None))
            {
                await SettleAsync(indexId);
                return true;
            }

            current = running.GetValueOrDefault(indexId);
        }
        finally
        {
            taking.Release();
        }

        if (current is null)
            return false;
        try
        {
            await current.Cancellation.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself at this very moment.
        }

        await current.Ended.Task;
        return true;
    }

    public override void Dispose()
    {
        base.Dispose();
        taking.Dispose();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(running.Values.Select(r => r.Ended.Task)).WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Begins what waits. A sync whose state could not be stored, on a full disk say, is told as this loop's fault.
    /// </summary>
    protected override async Task PassAsync(CancellationToken stoppingToken)
    {
        if (Interlocked.Exchange(ref fault, null) is { } thrown)
            ExceptionDispatchInfo.Throw(thrown);
        while (await TakeAsync(stoppingToken) is { } taken)
            _ = Task.Run(() => RunAsync(taken.Job, taken.Running, stoppingToken), CancellationToken.None);
    }

    protected override Task NextAsync(CancellationToken stoppingToken) => signal.WaitAsync(stoppingToken);

    private async Task<(SyncJob Job, Running Running)?> TakeAsync(CancellationToken stopping)
    {
        await taking.WaitAsync(stopping);
        try
        {
            // One that was left in the middle, by the server's end or by a store that failed, waits again.
            await jobs.ReleaseAsync([.. running.Keys], stopping);
            if (await jobs.TakeAsync(stopping) is not { } job)
                return null;
            var taken = new Running(CancellationTokenSource.CreateLinkedTokenSource(stopping));
            running[job.IndexId] = taken;
            return (job, taken);
        }
        finally
        {
            taking.Release();
        }
    }

    private async Task RunAsync(SyncJob job, Running current, CancellationToken stopping)
    {
        using var cancellation = current.Cancellation;
        try
        {
            await RunAsync(job, cancellation.Token, stopping);
        }
        catch (Exception e)
        {
            fault = e;
        }
        finally
        {
            running.TryRemove(job.IndexId, out _);
            current.Ended.TrySetResult();
            signal.Wake();
        }
    }

    private async Task RunAsync(SyncJob job, CancellationToken cancelled, CancellationToken stopping)
    {
        // A sync acts for its project, not for the key that asked for it.
        var scope = new Scope(job.ProjectId, "", "sync");
        try
        {
            if (indexes.Find(scope, job.IndexId) is { } index)
                await SyncAsync(job, scope, index, cancelled);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // What is torn down fails in many ways. The row stays: the next start takes the sync again.
            return;
        }
        catch (Exception) when (cancelled.IsCancellationRequested)
        {
            await jobs.EndAsync(job.IndexId, CancellationToken.None);
            await SettleAsync(job.IndexId);
            return;
        }

        await jobs.EndAsync(job.IndexId, CancellationToken.None);
    }

    private async Task SyncAsync(SyncJob job, Scope scope, IndexRow index, CancellationToken cancellationToken)
    {
        try
        {
            var progress = new SyncProgressWriter(indexes, index, time);
            var metadata = await pipeline.SyncAsync(scope, index, progress, cancellationToken);
            await indexes.SetMetadataAsync(index.Id, metadata, time.GetUtcNow(), CancellationToken.None);
            Synced(index.Name, metadata.Status, metadata.Files?.Ready ?? 0, metadata.Files?.Failed ?? 0);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            SyncFailed(e, index.Name, job.Attempts);
            await indexes.SetMetadataAsync(
                index.Id,
                index.ReadMetadata() with
                {
                    Status = IndexStatus.Failed,
                    Progress = null,
                    Error = $"The sync failed: {e.Message}",
                },
                null,
                CancellationToken.None);
        }
    }

    /// <summary>After a cancel the old contents stand: the index is as it was before.</summary>
    private async Task SettleAsync(string indexId)
    {
        if (indexes.FindAny(indexId) is not { } index)
            return;
        var metadata = index.ReadMetadata();
        var status = index.LastSyncedAt is null ? IndexStatus.Cancelled
            : metadata.Files is { Total: > 0, Ready: 0 } ? IndexStatus.Failed
            : IndexStatus.Ready;
        await indexes.SetMetadataAsync(indexId, metadata with { Status = status, Progress = null }, null, CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Index {Name} is {Status}: {Ready} files read, {Failed} failed")]
    private partial void Synced(string name, string status, int ready, int failed);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sync of index {Name} failed (attempt {Attempt})")]
    private partial void SyncFailed(Exception exception, string name, long attempt);

    private sealed record Running(CancellationTokenSource Cancellation)
    {
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
