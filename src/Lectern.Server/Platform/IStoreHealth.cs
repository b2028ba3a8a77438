namespace Lectern.Server.Platform;

/// <summary>Whether what is stored can be written now. Thread-safe.</summary>
internal interface IStoreHealth
{
    /// <returns>A sentence when it cannot; null when it can.</returns>
    Task<string?> FaultAsync(CancellationToken cancellationToken);
}
