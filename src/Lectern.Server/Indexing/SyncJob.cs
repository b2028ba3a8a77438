namespace Lectern.Server.Indexing;

/// <summary>A sync that this server has taken.</summary>
/// <param name="Attempts">This one included.</param>
/// <param name="Epoch">What a former owner says of it is refused.</param>
internal sealed record SyncJob(string IndexId, string ProjectId, long Attempts, long Epoch)
{
    /// <summary>Whether the server ended in every attempt but this one, and there is no other.</summary>
    public const int MaxAttempts = 3;
}
