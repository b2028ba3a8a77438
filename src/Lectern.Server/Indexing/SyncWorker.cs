using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Diagnostics;

namespace Lectern.Server.Indexing;

/// <summary>
/// Runs the syncs that are asked for, many at once: they share the parsers and the machine's cores by their stages
/// (<see cref="Sharing.SyncShares"/>). Who may run one, and who wants it cancelled, is said by the store; the signal only says to
/// look at once. Thread-safe.
/// </summary>
internal sealed partial class SyncWorker(
    ISyncLeases leases, IIndexes indexes, IndexingPipeline pipeline, LibraryChanges signal, ServerMeter meter,
    Supervisor supervisor, TimeProvider time, ILogger<SyncWorker> logger)
    : SupervisedLoop("syncs", "Syncing indexes", supervisor)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>A job is taken and becomes a running one in one step.</summary>
    private readonly SemaphoreSlim taking = new(1);
    private readonly ConcurrentDictionary<IndexKey, Running> running = [];
    private readonly ConcurrentQueue<Exception> faults = [];

    /// <summary>The indexes that are being synced.</summary>
    public IReadOnlyCollection<IndexKey> Indexes => [.. running.Keys];

    /// <summary>Cancels the running or waiting sync of an index; returns when it has ended.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> CancelAsync(IndexKey index, CancellationToken cancellationToken)
    {
        bool found;
        Running? here;
        await taking.WaitAsync(cancellationToken);
        try
        {
            found = await leases.CancelAsync(index, CancellationToken.None);
            here = running.GetValueOrDefault(index);
        }
        finally
        {
            taking.Release();
        }

        // Its row may be gone already, with its index.
        if (here is not null)
        {
            here.Cancel();
            await here.Ended.Task.WaitAsync(cancellationToken);
            return true;
        }

        while (found && leases.IsRunning(index))
            await Task.Delay(Poll, time, cancellationToken);
        return found;
    }

    /// <summary>Ends what runs here for a project whose rows are gone; returns when it has ended.</summary>
    public async Task EndAsync(string projectId)
    {
        await taking.WaitAsync();
        var left = running.Values.Where(r => r.ProjectId == projectId).ToList();
        taking.Release();
        left.ForEach(r => r.Cancel());
        await Task.WhenAll(left.Select(r => r.Ended.Task));
    }

    public override void Dispose()
    {
        base.Dispose();
        taking.Dispose();
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        meter.TellSyncs(() => running.Count, () => leases.Waiting().Count, () => leases.Waiting().Oldest.TotalSeconds);
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(running.Values.Select(r => r.Ended.Task)).WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Begins what waits. Syncs whose state could not be stored, on a full disk say, are told as this loop's fault.
    /// </summary>
    protected override async Task PassAsync(CancellationToken stoppingToken)
    {
        ThrowFaults();
        if (!leases.HasNews(Indexes))
            return;
        foreach (var index in leases.Cancelled())
            running.GetValueOrDefault(index)?.Cancel();
        while (await TakeAsync(stoppingToken) is { } taken)
            _ = Task.Run(() => RunAsync(taken.Job, taken.Running, stoppingToken), CancellationToken.None);
    }

    protected override async Task NextAsync(CancellationToken stoppingToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await await Task.WhenAny(signal.WaitAsync(both.Token), Task.Delay(LookEvery, time, both.Token));
        await both.CancelAsync();
    }

    private void ThrowFaults()
    {
        var thrown = new List<Exception>();
        while (faults.TryDequeue(out var fault))
            thrown.Add(fault);
        if (thrown is [var only])
            ExceptionDispatchInfo.Throw(only);
        if (thrown.Count > 0)
            throw new SyncFaultsException(thrown);
    }

    private async Task<(SyncJob Job, Running Running)?> TakeAsync(CancellationToken stopping)
    {
        await taking.WaitAsync(stopping);
        try
        {
            foreach (var indexId in await leases.ReclaimAsync(Indexes, stopping))
                GivenUp(indexId, SyncJob.MaxAttempts);
            if (await leases.TakeAsync(stopping) is not { } job)
                return null;
            var taken = new Running(job.ProjectId, CancellationTokenSource.CreateLinkedTokenSource(stopping));
            running[job.Index] = taken;
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
            faults.Enqueue(e);
        }
        finally
        {
            running.TryRemove(job.Index, out _);
            current.Ended.TrySetResult();
            signal.Wake();
        }
    }

    private async Task RunAsync(SyncJob job, CancellationToken cancelled, CancellationToken stopping)
    {
        var began = time.GetTimestamp();
        var scope = Scope.OfSync(job.ProjectId);
        if (indexes.Find(scope, job.IndexId) is not { } index)
            return;
        SyncEnd end;
        try
        {
            var progress = new SyncProgressWriter(indexes, index, time);
            Task Note(SyncStep step) => NoteAsync(job, step, cancelled);
            end = job.Restore is { } restore
                ? await pipeline.RestoreAsync(scope, index, restore, progress, Note, cancelled)
                : await pipeline.SyncAsync(scope, index, progress, Note, cancelled);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // What is torn down fails in many ways. The next start takes the sync again.
            meter.SyncEnded(time.GetElapsedTime(began).TotalSeconds, "interrupted");
            await leases.ReleaseAsync(job, CancellationToken.None);
            return;
        }
        catch (Exception) when (cancelled.IsCancellationRequested)
        {
            end = new SyncEnd.Cancelled();
        }
        catch (GenerationGoneException e)
        {
            end = new SyncEnd.Cancelled($"Nothing was restored: {e.Message}");
        }
        catch (Exception e)
        {
            SyncFailed(e, index.Id, job.Attempts);
            end = new SyncEnd.Failed($"The sync failed: {EmbeddingException.ShownOf(e)}");
        }

        meter.SyncEnded(time.GetElapsedTime(began).TotalSeconds, end.GetType().Name.ToLowerInvariant());
        if (!await leases.EndAsync(job, end, CancellationToken.None))
            Lost(index.Id);
        else if (end is SyncEnd.Synced { Metadata: var metadata })
            Synced(index.Id, metadata.Status, metadata.Files?.Ready ?? 0, metadata.Files?.Failed ?? 0);
    }

    private async Task NoteAsync(SyncJob job, SyncStep step, CancellationToken cancellationToken)
    {
        if (!await leases.NoteAsync(job, step, cancellationToken))
            throw new InvalidOperationException("Its index was deleted, or another server has it.");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Index {IndexId} is {Status}: {Ready} files read, {Failed} failed")]
    private partial void Synced(string indexId, string status, int ready, int failed);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sync of index {IndexId} failed (attempt {Attempt})")]
    private partial void SyncFailed(Exception exception, string indexId, long attempt);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The sync of index {IndexId} is given up: the server ended in the middle of it {Attempts} times")]
    private partial void GivenUp(string indexId, int attempts);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The sync of index {IndexId} ended for nobody: it was deleted, or another server has it")]
    private partial void Lost(string indexId);

    private sealed record Running(string ProjectId, CancellationTokenSource Cancellation)
    {
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Cancel()
        {
            try
            {
                Cancellation.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself at this very moment.
            }
        }
    }
}
