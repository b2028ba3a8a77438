namespace Lectern.Contracts;

/// <summary>
/// Where a chunk stands. Offsets are Unicode code points in the file's parsed text, end exclusive; pages count from 1.
/// </summary>
public sealed record StaticFields(
    string? ParsedDirectoryFileId,
    int? PageRangeStart,
    int? PageRangeEnd,
    int? ChunkStartChar,
    int? ChunkEndChar,
    int? ChunkIndex,
    int? ChunkTokenCount,
    [Field(Presence.Optional)] IReadOnlyList<AttachmentRef> Attachments);
