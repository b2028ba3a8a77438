namespace Lectern.Contracts;

/// <summary>
/// A sentence of an answer of which the passage that it names says otherwise, and where; it is among the unproved ones too.
/// </summary>
/// <param name="Start">Unicode code points in the text event's content, as <paramref name="End"/>.</param>
/// <param name="Reason">One of <see cref="ContradictedReasons"/>.</param>
/// <param name="StartChar">Of the words that say otherwise, in the file's parsed text, code points.</param>
public sealed record ContradictedSpan(
    int Start,
    int End,
    [Field(OneOf = [ContradictedReasons.OtherFigure])] string Reason,
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
    [Field(Default = false)] bool SourceRemoved = false);
