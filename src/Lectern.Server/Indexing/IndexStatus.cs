namespace Lectern.Server.Indexing;

/// <summary>The values of <c>metadata.status</c>.</summary>
internal static class IndexStatus
{
    public const string Syncing = "syncing";
    public const string Ready = "ready";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}
