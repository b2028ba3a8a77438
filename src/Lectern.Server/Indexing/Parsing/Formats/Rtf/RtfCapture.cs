namespace Lectern.Server.Indexing.Parsing.Formats.Rtf;

/// <summary>What a group's text is, that is not the document's.</summary>
internal enum RtfCapture
{
    None,
    Note,
    Comment,
    CommentAuthor,
    ListMark,
    PropertyName,
    PropertyValue,
}
