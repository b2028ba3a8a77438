namespace Lectern.Server.Indexing.Parsing;

/// <param name="HeadingLevel">1 to 6 for a heading, else 0.</param>
/// <param name="Page">From 1, or null in a format without pages.</param>
internal sealed record TextBlock(int Start, int Length, BlockKind Kind, int HeadingLevel, int? Page);
