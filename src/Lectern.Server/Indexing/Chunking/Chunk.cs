namespace Lectern.Server.Indexing.Chunking;

/// <summary>A passage: what is indexed, retrieved and cited. Its content is the text at its span, exactly.</summary>
/// <param name="Start">UTF-16 offset in the parsed text.</param>
/// <param name="Tokens">As the budget counts them.</param>
/// <param name="HeadingPath">
/// The headings above it, outermost first, joined by " > ", and for the later parts of a table its first row; never part of the
/// content. </param>
internal sealed record Chunk(int Index, int Start, int Length, int? PageStart, int? PageEnd, int Tokens, string HeadingPath);
