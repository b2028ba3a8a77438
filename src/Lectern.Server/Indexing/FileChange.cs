using Lectern.Contracts;
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

/// <summary>A file as an index holds it.</summary>
/// <param name="DirectoryFileId">The <c>dfl-</c> id.</param>
/// <param name="FileId">The content's UUID.</param>
/// <param name="Parser">Its name and version: another version parses again.</param>
/// <param name="Characters">Unicode code points of the parsed text.</param>
internal sealed record IndexedFile(
    string DirectoryFileId,
    string FileId,
    string FileName,
    string ContentHash,
    string MetadataJson,
    string? Reason,
    string Parser,
    int Pages,
    IReadOnlyList<int> PagesWithoutText,
    int Characters,
    int Chunks,
    double DurationMs)
{
    /// <summary>For a person: what of the file that was read is not there, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public string Status => Reason is null ? IndexStatus.Ready : IndexStatus.Failed;

    /// <summary>The same file when something that nobody could foresee went wrong with it.</summary>
    public IndexedFile Failed(string reason) => this with
    {
        Reason = reason,
        Parser = FileFault.TriedAgain,
        Pages = 0,
        PagesWithoutText = [],
        Characters = 0,
        Chunks = 0,
        Notes = [],
    };

    public IndexFileEntry ToEntry() => new(
        DirectoryFileId, FileName, Status, Reason, Pages, PagesWithoutText, Characters, Chunks,
        Reason is null ? Parser : null, DurationMs)
    {
        Notes = Notes,
    };
}

/// <summary>A chunk with its span in Unicode code points, end exclusive; its content is the file's text there.</summary>
internal sealed record IndexedChunk(
    int Index, int Start, int End, int? PageStart, int? PageEnd, int TokenCount, string HeadingPath, string Content);

/// <summary>A named object that a sync made of a file; its content is in the blob store before the swap names it.</summary>
/// <param name="Name">Unique for its file, such as <c>screenshots/page_7.jpg</c> or <c>items/page_3.json</c>: see <see
/// cref="AttachmentNames"/>.</param>
/// <param name="ContentHash">SHA-256, the blob's name.</param>
/// <param name="Size">Bytes.</param>
internal sealed record IndexedAttachment(string Name, string ContentHash, long Size);
