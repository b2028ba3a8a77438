namespace Lectern.Server.Platform;

/// <summary>What a write survives once its task has completed.</summary>
internal enum Durability
{
    /// <summary>The end of this process, kill -9 included.</summary>
    Process,

    /// <summary>The loss of power too: the log is flushed to the disk.</summary>
    Power,
}
