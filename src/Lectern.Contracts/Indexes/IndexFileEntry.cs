namespace Lectern.Contracts;

/// <summary>One file of an index.</summary>
/// <param name="FileId">The source's <c>dfl-</c> id.</param>
/// <param name="Status"><c>ready</c> or <c>failed</c>.</param>
/// <param name="Characters">Unicode code points of the parsed text.</param>
public sealed record IndexFileEntry(
    string FileId,
    string FileName,
    [Field(OneOf = [IndexStatus.Ready, IndexStatus.Failed])] string Status,
    string? Reason,
    int Pages,
    IReadOnlyList<int> PagesWithoutText,
    int Characters,
    int Chunks,
    string? Parser,
    double DurationMs)
{
    /// <summary>What of a file that was read is not there, such as pictures of pages, and why; a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
