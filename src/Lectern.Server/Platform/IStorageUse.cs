namespace Lectern.Server.Platform;

/// <summary>What the projects' documents take up. Kept with each change, so that looking is cheap. Thread-safe.</summary>
internal interface IStorageUse
{
    StorageUse Of(string projectId);

    /// <summary>Counts all of it again.</summary>
    Task RecountAsync(CancellationToken cancellationToken);
}
