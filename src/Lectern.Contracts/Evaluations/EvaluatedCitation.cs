namespace Lectern.Contracts;

/// <summary>A citation of an evaluated answer.</summary>
/// <param name="Quote">The words of the document.</param>
public sealed record EvaluatedCitation(
    string Marker,
    string FileId,
    string FileName,
    int? PageRangeStart,
    int? PageRangeEnd,
    int StartChar,
    int EndChar,
    string Quote);
