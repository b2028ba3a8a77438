using Lectern.Contracts;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Indexing;

/// <summary>
/// Runs the syncs that are asked for, one after the other: the parsers and the machine's two cores are shared with the chats. A
/// sync that a shutdown or a crash interrupts is taken again at the next start. Thread-safe.
/// </summary>
internal sealed partial class SyncWorker(
    SqliteSyncJobs jobs, SqliteIndexes indexes, IndexingPipeline pipeline, SyncSignal signal, TimeProvider time, ILogger<SyncWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private Running? running;

    /// <summary>Cancels the running or waiting sync of an index; returns when it has ended.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> CancelAsync(string indexId)
    {
        var dropped = await jobs.DropWaitingAsync(indexId, CancellationToken.None);
        if (dropped)
            await SettleAsync(indexId);
        Running? current;
        lock (gate)
            current = running?.IndexId == indexId ? running : null;
        if (current is null)
            return dropped;
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await jobs.ReleaseAllAsync(stoppingToken);
            while (true)
                await NextAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown; the rows of waiting and running syncs stay for the next start.
        }
    }

    private async Task NextAsync(CancellationToken stopping)
    {
        try
        {
            if (await jobs.TakeAsync(stopping) is { } job)
                await RunAsync(job, stopping);
            else
                await signal.WaitAsync(stopping);
        }
        catch (SqliteException e)
        {
            // A full disk, say: the job stays as it is, and there may be room later.
            StoreFailed(e);
            await Task.Delay(RetryDelay, time, stopping);
        }
    }

    private async Task RunAsync(SyncJob job, CancellationToken stopping)
    {
        // A sync acts for its project, not for the key that asked for it.
        var scope = new Scope(job.ProjectId, "", "sync");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var current = new Running(job.IndexId, cancellation);
        lock (gate)
            running = current;
        try
        {
            if (indexes.Find(scope, job.IndexId) is { } index)
                await SyncAsync(job, scope, index, cancellation.Token);
            await jobs.EndAsync(job.IndexId, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The row stays: the next start takes the sync again.
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await jobs.EndAsync(job.IndexId, CancellationToken.None);
            await SettleAsync(job.IndexId);
        }
        finally
        {
            lock (gate)
                running = null;
            current.Ended.TrySetResult();
        }
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

    /// <summary>After a cancel the old contents stand: ready when there are some.</summary>
    private async Task SettleAsync(string indexId)
    {
        if (indexes.FindAny(indexId) is not { } index)
            return;
        var status = index.LastSyncedAt is null ? IndexStatus.Cancelled : IndexStatus.Ready;
        await indexes.SetMetadataAsync(
            indexId, index.ReadMetadata() with { Status = status, Progress = null }, null, CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Index {Name} is {Status}: {Ready} files read, {Failed} failed")]
    private partial void Synced(string name, string status, int ready, int failed);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sync of index {Name} failed (attempt {Attempt})")]
    private partial void SyncFailed(Exception exception, string name, long attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "The state of the syncs cannot be stored; trying again")]
    private partial void StoreFailed(Exception exception);

    private sealed record Running(string IndexId, CancellationTokenSource Cancellation)
    {
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
