namespace Lectern.Server.Indexing;

/// <summary>How far a sync is that goes on.</summary>
/// <param name="Generation">The name of the contents; null as long as nothing was swapped in ever.</param>
/// <param name="FilesLeft">Files in which the contents still differ from what the directory had.</param>
/// <param name="SourcesReadAt">When it began to look at the directory.</param>
internal sealed record SyncStep(string? Generation, int FilesLeft, DateTimeOffset SourcesReadAt)
{
    /// <summary>Files that can be searched; null where they are as they were.</summary>
    public int? FilesReady { get; init; }

    /// <summary>When the earlier generation was asked for that is live again; null for a sync's step.</summary>
    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>Bytes of the contents and of the attachments that they name; null where they are as they were.</summary>
    public (long Contents, long Attachments)? Size { get; init; }
}
