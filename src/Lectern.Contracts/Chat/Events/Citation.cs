namespace Lectern.Contracts;

/// <summary>A claim's support in a document. Offsets are Unicode code points in the file's parsed text.</summary>
/// <param name="Position">Offset of the marker in the text event's content, Unicode code points.</param>
public sealed record Citation(
    string Marker,
    int Position,
    string IndexId,
    string FileId,
    string FileName,
    int? PageRangeStart,
    int? PageRangeEnd,
    int StartChar,
    int EndChar,
    string Quote,
    [Field(Presence.Optional)] IReadOnlyList<PageBox> Boxes,
    ImageAttachmentRef? Attachment,
    bool Verified,
    [Field(Default = false)] bool SourceRemoved = false);
