namespace Lectern.Contracts;

/// <summary>
/// A sentence of an answer that states something and has no citation that held. Offsets are Unicode code points in the text
/// event's content.
/// </summary>
/// <param name="Reason">One of <see cref="UnprovedReasons"/>.</param>
public sealed record UnprovedSpan(
    int Start, int End, [Field(OneOf = [UnprovedReasons.NoMark, UnprovedReasons.MarkFailed, UnprovedReasons.Contradicted])] string Reason);

/// <summary>Why a sentence is unproved.</summary>
public static class UnprovedReasons
{
    /// <summary>The model named no passage for it.</summary>
    public const string NoMark = "no_mark";

    /// <summary>It named one that does not say it.</summary>
    public const string MarkFailed = "mark_failed";

    /// <summary>It named one that says otherwise.</summary>
    public const string Contradicted = "contradicted";
}

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

/// <summary>How a passage says otherwise.</summary>
public static class ContradictedReasons
{
    /// <summary>Another figure of the same subject.</summary>
    public const string OtherFigure = "other_figure";
}
