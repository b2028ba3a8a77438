namespace Lectern.Server.Platform;

/// <summary>This run of the server as the owner of turns and syncs: another one at each start.</summary>
internal sealed record Owner(string Id);
