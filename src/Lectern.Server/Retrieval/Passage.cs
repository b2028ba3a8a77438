namespace Lectern.Server.Retrieval;

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
