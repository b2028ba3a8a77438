namespace Lectern.Server.Platform;

/// <summary>This run of the server as the owner of turns and syncs: another one at each start.</summary>
internal sealed record Owner(string Id)
{
    /// <summary>Without a heartbeat for so long an owner is gone, and others take what it had.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromSeconds(6);
}
