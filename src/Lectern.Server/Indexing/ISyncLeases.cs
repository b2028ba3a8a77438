namespace Lectern.Server.Indexing;

/// <summary>
/// The syncs that are to be done, for those who do them: one owner at a time has a sync, three in all try it. Thread-safe.
/// </summary>
internal interface ISyncLeases
{
    /// <summary>Whether something is to be done: taken, given back, cancelled.</summary>
    /// <param name="running">The indexes whose syncs this server runs.</param>
    bool HasNews(IReadOnlyCollection<IndexKey> running);

    /// <summary>
    /// What nobody runs any more waits again: of this server, because its state could not be stored, or of one that is gone. One
    /// that was to be cancelled has ended then, and one that was tried as often as it may be has failed.
    /// </summary>
    /// <param name="running">The indexes whose syncs this server runs.</param>
    /// <returns>The ids of the indexes whose sync has failed so.</returns>
    Task<IReadOnlyList<string>> ReclaimAsync(IReadOnlyCollection<IndexKey> running, CancellationToken cancellationToken);

    /// <summary>What waits to be taken, by whichever server.</summary>
    WaitingSyncs Waiting();

    /// <summary>Takes a waiting sync for this server; null when none may begin.</summary>
    Task<SyncJob?> TakeAsync(CancellationToken cancellationToken);

    /// <summary>The indexes whose syncs this server has and is to cancel.</summary>
    IReadOnlyList<IndexKey> Cancelled();

    /// <summary>Drops the sync of an index that waits; has that of one that runs cancelled by its owner.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> CancelAsync(IndexKey index, CancellationToken cancellationToken);

    /// <summary>Whether some server has the sync of an index.</summary>
    bool IsRunning(IndexKey index);

    /// <summary>Notes in its index how far a sync is: from then on what it swapped in can be searched.</summary>
    /// <returns>False when it is another owner's, or nobody's.</returns>
    Task<bool> NoteAsync(SyncJob job, SyncStep step, CancellationToken cancellationToken);

    /// <summary>Ends a sync, and in the same commit notes in its index what came of it.</summary>
    /// <returns>False when it is another owner's, or nobody's.</returns>
    Task<bool> EndAsync(SyncJob job, SyncEnd end, CancellationToken cancellationToken);

    /// <summary>Gives a sync back that this server's end interrupts: that is no attempt.</summary>
    Task ReleaseAsync(SyncJob job, CancellationToken cancellationToken);
}
