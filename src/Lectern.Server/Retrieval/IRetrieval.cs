using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Retrieval;

/// <summary>
/// What can be asked of an index's contents; the HTTP endpoints and the agent's tools are its two users. Every call reads one
/// generation of the index, whole. Offsets are Unicode code points in a file's parsed text. Thread-safe.
/// Throws <see cref="RetrievalException"/> for what the caller can mend.
/// </summary>
internal interface IRetrieval
{
    /// <summary>The best chunks for a query, best first.</summary>
    Task<IReadOnlyList<Passage>> RetrieveAsync(
        Scope scope, string indexId, RetrievalQuery query, CancellationToken cancellationToken);

    /// <summary>Files by exact name or case-insensitive part of it; both null lists all. Ordered by file name, then id.</summary>
    /// <param name="after">The last entry of the page before, or null.</param>
    Task<IReadOnlyList<FileFindEntry>> FindAsync(
        Scope scope, string indexId, string? fileName, string? fileNameContains, FileFindEntry? after, int limit,
        CancellationToken cancellationToken);

    /// <summary>A file of the index, by either of its ids; null when the index has none.</summary>
    Task<FileFindEntry?> FindFileAsync(Scope scope, string indexId, string fileId, CancellationToken cancellationToken);

    /// <summary>Matches of a regular expression in one file, from <paramref name="fromChar"/> on, in order.</summary>
    Task<IReadOnlyList<FileGrepMatch>> GrepAsync(
        Scope scope, string indexId, string fileId, string pattern, int contextChars, int fromChar, int limit,
        CancellationToken cancellationToken);

    /// <summary>A file's parsed text at [offset, offset + maxLength); null reads to the end; past the end is empty.</summary>
    Task<string> ReadAsync(
        Scope scope, string indexId, string fileId, int offset, int? maxLength, CancellationToken cancellationToken);

    /// <summary>
    /// Where [start, end) of a file's parsed text stands on its pages: a rectangle for each line, in points from the displayed
    /// page's top left. Empty for a format without boxes.
    /// </summary>
    Task<IReadOnlyList<PageBox>> BoxesAsync(
        Scope scope, string indexId, string fileId, int start, int end, CancellationToken cancellationToken);

    /// <summary>A page's screenshot (JPEG); null when the index has none.</summary>
    /// <param name="page">From 1.</param>
    PageImage? FindPageImage(Scope scope, string indexId, string fileId, int page);
}

/// <summary>A stored page screenshot.</summary>
/// <param name="AttachmentName">As <c>attachments/{name}</c> knows it.</param>
/// <param name="Open">Reads the JPEG.</param>
internal sealed record PageImage(string AttachmentName, Func<Stream> Open);

/// <summary>A query with its limits already checked.</summary>
/// <param name="TopK">1 to 500.</param>
/// <param name="Filter">Keeps chunks out before the best are chosen; null keeps all.</param>
internal sealed record RetrievalQuery(string Text, int TopK, double? ScoreThreshold = null, PassageFilter? Filter = null)
{
    /// <summary>
    /// Of the vectors' share of the score; 0 turns that arm off. Null: as much as the model reads of the text, 1 at most.
    /// </summary>
    public double? VectorWeight { get; init; }

    /// <summary>Of the words' share of the score; 0 turns that arm off.</summary>
    public double WordWeight { get; init; } = 1;

    /// <summary>How many of its best each arm offers.</summary>
    public int Candidates { get; init; } = 200;

    public bool Rerank { get; init; } = true;
}

/// <summary>Restricts a query to files or metadata.</summary>
internal sealed record PassageFilter(StaticFilter? File, IReadOnlyList<MetadataCondition> Metadata);

/// <param name="Operator">eq ne gt lt gte lte in nin.</param>
internal sealed record StaticFilter(string Operator, IReadOnlyList<string> FileIds);

/// <summary>A condition on one metadata field; several are a conjunction.</summary>
/// <param name="Values">One value; several for in and nin. Strings, longs, doubles or bools.</param>
internal sealed record MetadataCondition(string Field, string Operator, IReadOnlyList<object> Values);

/// <summary>A chunk that a query found. Its content equals the file's parsed text at [Start, End).</summary>
/// <param name="FileId">The <c>dfl-</c> id.</param>
/// <param name="Score">0 to 1, comparable between queries.</param>
internal sealed record Passage(
    string FileId,
    string FileName,
    int ChunkIndex,
    int Start,
    int End,
    int? PageStart,
    int? PageEnd,
    int TokenCount,
    string HeadingPath,
    string Content,
    double Score,
    string MetadataJson)
{
    /// <summary>0 to 1, what orders the passages; null where nothing reranked.</summary>
    public double? RerankScore { get; init; }
}

/// <summary>A request that retrieval cannot answer.</summary>
/// <param name="kind">What the caller should be told.</param>
internal sealed class RetrievalException(RetrievalError kind, string message) : Exception(message)
{
    public RetrievalError Kind { get; } = kind;
}

internal enum RetrievalError
{
    /// <summary>No such index in the scope.</summary>
    UnknownIndex,

    /// <summary>No such file in the index.</summary>
    UnknownFile,

    /// <summary>A pattern that is malformed, cannot run in linear time, or ran out of time.</summary>
    BadPattern,
}
