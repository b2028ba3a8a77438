namespace Lectern.Server.Indexing.Parsing;

internal enum BlockKind
{
    Paragraph,
    Heading,
    ListItem,
    Table,
    Code,

    /// <summary>
    /// A header or footer that pages repeat: it stands in the text where it came first, and no passage holds it.
    /// </summary>
    Margin,
}
