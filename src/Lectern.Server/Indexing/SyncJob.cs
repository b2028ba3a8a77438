using Lectern.Server.Platform;

namespace Lectern.Server.Indexing;

/// <summary>A sync that this server has taken. Only a store makes one, from its row.</summary>
internal sealed record SyncJob
{
    /// <summary>A sync in which the server ended so many times has failed.</summary>
    public const int MaxAttempts = 3;

    /// <summary>What is said of it then.</summary>
    public static readonly string TriedOften = $"The sync failed: the server ended in the middle of it {MaxAttempts} times. "
        + "Ask for a sync to have it tried again.";

    /// <summary>Of one server, at once. Most of them wait for a place in one of their stages, which costs little.</summary>
    public const int MaxRunning = 256;

    public const int MaxRunningOfProject = 32;

    private SyncJob(string indexId, string projectId, long attempts, long epoch, long? restoreTo, long? restoreAskedAt) =>
        (IndexId, ProjectId, Attempts, Epoch, Restore) = (
            indexId, projectId, attempts, epoch,
            restoreTo is { } generation && restoreAskedAt is { } asked
                ? new AskedRestore(generation, UnixTime.At(asked)) : null);

    public string IndexId { get; }

    public string ProjectId { get; }

    /// <summary>This one included.</summary>
    public long Attempts { get; }

    /// <summary>What a former owner says of it is refused.</summary>
    public long Epoch { get; }

    /// <summary>What it makes live again, in place of a sync; null for a sync.</summary>
    public AskedRestore? Restore { get; }

    public IndexKey Index => IndexKey.Of(this);
}
