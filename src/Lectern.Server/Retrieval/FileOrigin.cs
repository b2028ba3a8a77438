namespace Lectern.Server.Retrieval;

/// <summary>What tells from when a file is.</summary>
/// <param name="FileId">The <c>dfl-</c> id.</param>
/// <param name="MetadataJson">JSON object.</param>
/// <param name="Beginning">Of its text: its first chunk.</param>
internal sealed record FileOrigin(string FileId, string Name, string MetadataJson, string Beginning)
{
    /// <summary>When its content came to the server; null where that is not known.</summary>
    public DateTimeOffset? StoredAt { get; init; }
}
