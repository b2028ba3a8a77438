using Lectern.Contracts;

namespace Lectern.Server.Indexing;

/// <summary>How a sync ended.</summary>
internal abstract record SyncEnd
{
    private SyncEnd()
    {
    }

    /// <param name="Generation">The name of the contents that it found or swapped in.</param>
    public sealed record Synced(IndexMetadata Metadata, string Generation) : SyncEnd
    {
        /// <summary>When it began to look at the directory: what was changed later waits for the next sync.</summary>
        public DateTimeOffset? SourcesReadAt { get; init; }

        /// <summary>When the earlier generation was asked for that it made live again; null for a sync.</summary>
        public DateTimeOffset? RestoredAt { get; init; }

        /// <summary>Bytes of the contents.</summary>
        public long ContentsBytes { get; init; }

        /// <summary>Bytes of the attachments that they name.</summary>
        public long AttachmentBytes { get; init; }
    }

    /// <param name="Error">A sentence.</param>
    public sealed record Failed(string Error) : SyncEnd;

    /// <summary>The contents of before stand.</summary>
    /// <param name="Error">Why nothing was done, as a sentence; null where somebody wanted that.</param>
    public sealed record Cancelled(string? Error = null) : SyncEnd;
}
