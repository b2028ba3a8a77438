using Lectern.Server.Retrieval;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>A chunk with its file, as a search finds it.</summary>
/// <param name="Rank">FTS5's <c>bm25()</c>: the more negative, the better.</param>
internal sealed record PassageRow(
    double Rank, string FileId, string Name, string Metadata, long Position, long StartChar, long EndChar, long? PageStart, long? PageEnd,
    long TokenCount, string HeadingPath, string Content)
{
    public Passage ToPassage(string indexId, double score) => new(
        indexId, FileId, Name, (int)Position, (int)StartChar, (int)EndChar, (int?)PageStart, (int?)PageEnd, (int)TokenCount, HeadingPath,
        Content, score, Metadata);
}
