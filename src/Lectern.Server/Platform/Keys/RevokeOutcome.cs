namespace Lectern.Server.Platform.Keys;

internal enum RevokeOutcome
{
    Revoked,
    Unknown,
    FromSettings,
    NeedsServerRight,
}
