using Lectern.Contracts;

namespace Lectern.Server.Indexing;

/// <summary>A file as an index holds it.</summary>
/// <param name="DirectoryFileId">The <c>dfl-</c> id.</param>
/// <param name="FileId">The content's UUID.</param>
/// <param name="Parser">Its name and version: another version parses again.</param>
/// <param name="Characters">Unicode code points of the parsed text.</param>
internal sealed record IndexedFile(
    string DirectoryFileId,
    string FileId,
    string FileName,
    string ContentHash,
    string MetadataJson,
    string? Reason,
    string Parser,
    int Pages,
    IReadOnlyList<int> PagesWithoutText,
    int Characters,
    int Chunks,
    double DurationMs)
{
    /// <summary>For a person: what of the file that was read is not there, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public string Status => Reason is null ? IndexStatus.Ready : IndexStatus.Failed;

    /// <summary>The same file when something that nobody could foresee went wrong with it.</summary>
    public IndexedFile Failed(string reason) => this with
    {
        Reason = reason,
        Parser = FileFault.TriedAgain,
        Pages = 0,
        PagesWithoutText = [],
        Characters = 0,
        Chunks = 0,
        Notes = [],
    };

    public IndexFileEntry ToEntry() => new(
        DirectoryFileId, FileName, Status, Reason, Pages, PagesWithoutText, Characters, Chunks,
        Reason is null ? Parser : null, DurationMs)
    {
        Notes = Notes,
    };
}
