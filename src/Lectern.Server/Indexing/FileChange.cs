using Lectern.Server.Indexing.Parsing;

namespace Lectern.Server.Indexing;

/// <summary>What a sync changes in an index's contents.</summary>
internal abstract record FileChange
{
    private FileChange()
    {
    }

    public sealed record Removed(string FileId) : FileChange;

    /// <summary>The content is the same; its name, metadata or UUID is not.</summary>
    public sealed record Described(string DirectoryFileId, string FileId, string FileName, string MetadataJson) : FileChange;

    /// <summary>New, changed, or parsed again.</summary>
    public sealed record Replaced(IndexedFile File, string Text, IReadOnlyList<IndexedChunk> Chunks) : FileChange
    {
        /// <summary>All of the file's attachments; those it had before are gone with the swap.</summary>
        public IReadOnlyList<IndexedAttachment> Attachments { get; init; } = [];

        /// <summary>Where the text stands on its pages.</summary>
        public IReadOnlyList<PageBoxes> Boxes { get; init; } = [];
    }
}
