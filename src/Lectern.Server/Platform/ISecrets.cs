namespace Lectern.Server.Platform;

/// <summary>The server's own secrets: what it signs with. Thread-safe.</summary>
internal interface ISecrets
{
    const int Bytes = 32;

    /// <summary>A secret by its name; made of random bytes when it is asked for the first time, by whichever server.</summary>
    Task<byte[]> FindOrMakeAsync(string name, CancellationToken cancellationToken);
}
