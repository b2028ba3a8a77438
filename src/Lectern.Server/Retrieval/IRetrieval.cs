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
    Task<FoundInIndex> RetrieveAsync(
        Scope scope, string indexId, RetrievalQuery query, CancellationToken cancellationToken);

    /// <summary>Files by exact name or case-insensitive part of it; both null lists all. Ordered by file name, then id.</summary>
    /// <param name="after">The last entry of the page before, or null.</param>
    Task<IReadOnlyList<FileFindEntry>> FindAsync(
        Scope scope, string indexId, string? fileName, string? fileNameContains, FileFindEntry? after, int limit,
        CancellationToken cancellationToken);

    /// <summary>How many files there are, as <see cref="FindAsync"/> finds them.</summary>
    Task<int> CountAsync(
        Scope scope, string indexId, string? fileName, string? fileNameContains, CancellationToken cancellationToken);

    /// <summary>The files of the index that were added or changed in a time, the latest first.</summary>
    /// <param name="to">Exclusive.</param>
    Task<IReadOnlyList<ChangedFile>> FindChangedAsync(
        Scope scope, string indexId, string? fileNameContains, DateTimeOffset from, DateTimeOffset to,
        CancellationToken cancellationToken);

    /// <summary>A file of the index, by either of its ids; null when the index has none.</summary>
    Task<FileFindEntry?> FindFileAsync(Scope scope, string indexId, string fileId, CancellationToken cancellationToken);

    /// <summary>What tells from when files of the index are; those that it has not are left out.</summary>
    Task<IReadOnlyList<FileOrigin>> OriginsAsync(
        Scope scope, string indexId, IReadOnlyCollection<string> fileIds, CancellationToken cancellationToken);

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
