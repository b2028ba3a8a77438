namespace Lectern.Server.Indexing;

/// <summary>A chunk with its span in Unicode code points, end exclusive; its content is the file's text there.</summary>
internal sealed record IndexedChunk(
    int Index, int Start, int End, int? PageStart, int? PageEnd, int TokenCount, string HeadingPath, string Content);
