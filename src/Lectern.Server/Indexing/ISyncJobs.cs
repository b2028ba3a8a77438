using Lectern.Server.Platform;

namespace Lectern.Server.Indexing;

/// <summary>
/// The syncs that are to be done: one row for an index, so that requests collapse; a request during a sync makes it run once
/// more. Survives a crash: a job that was running is taken again. Thread-safe.
/// </summary>
internal interface ISyncJobs
{
    /// <summary>Asks for a sync. Its index shows as syncing at once.</summary>
    /// <returns>Whether there is such an index.</returns>
    Task<bool> RequestAsync(Scope scope, string indexId, CancellationToken cancellationToken);

    /// <summary>Asks for a sync that nobody called for.</summary>
    /// <returns>Whether the index is still there.</returns>
    Task<bool> RequestAsync(IndexRow index, CancellationToken cancellationToken);

    /// <summary>
    /// Asks for the syncs of the <c>daily</c> indexes whose last one ended, however it did, longer ago than a time.
    /// </summary>
    /// <returns>Whether there are any.</returns>
    Task<bool> RequestDailyAsync(TimeSpan interval, CancellationToken cancellationToken);

    /// <summary>
    /// Asks for an earlier generation to be made live again, by a job of its own kind. A sync that is asked for meanwhile runs
    /// after it.
    /// </summary>
    Task<RestoreRequest> RequestRestoreAsync(
        Scope scope, string indexId, long generation, CancellationToken cancellationToken);

    bool Exists(IndexKey index);
}
