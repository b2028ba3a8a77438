namespace Lectern.Server.Platform;

/// <summary>The servers that own turns and syncs, and which of them live: whose heartbeat is fresh.</summary>
internal interface IOwners
{
    /// <summary>This server begins.</summary>
    Task EnterAsync(CancellationToken cancellationToken);

    /// <summary>
    /// All others are gone: the lock on the data folder proves it, and nobody has to wait until their time is over.
    /// </summary>
    Task EndOthersAsync(CancellationToken cancellationToken);

    /// <summary>This server lives. Writes nothing while it owns nothing.</summary>
    Task BeatAsync(CancellationToken cancellationToken);
}
