namespace Lectern.Server.Retrieval;

/// <summary>
/// A chunk with its file, as a search finds it. Set by properties: SQLite does not know the type of a computed column before its
/// first row, and a constructor would have to match it.
/// </summary>
internal sealed record PassageRow
{
    public string FileId { get; init; } = "";

    public string Name { get; init; } = "";

    public string Metadata { get; init; } = "";

    public int Position { get; init; }

    public int StartChar { get; init; }

    public int EndChar { get; init; }

    public int? PageStart { get; init; }

    public int? PageEnd { get; init; }

    public int TokenCount { get; init; }

    public string HeadingPath { get; init; } = "";

    public string Content { get; init; } = "";

    public Passage ToPassage(double score) => new(
        FileId, Name, Position, StartChar, EndChar, PageStart, PageEnd, TokenCount, HeadingPath, Content, score, Metadata);
}
