namespace Lectern.Contracts;

/// <summary>The values of <see cref="IndexMetadata.Status"/>.</summary>
public static class IndexStatus
{
    public const string Syncing = "syncing";
    public const string Ready = "ready";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}
