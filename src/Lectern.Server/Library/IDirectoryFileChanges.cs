using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Library;

/// <summary>
/// Changes the files of directories. Each change asks, in its own transaction, for the syncs of the indexes that follow the
/// directory, and lets go of contents that it made unused. Thread-safe.
/// </summary>
internal interface IDirectoryFileChanges
{
    /// <summary>
    /// Puts a stored content into a directory; the same <c>unique_id</c> replaces the file there and keeps its id.
    /// </summary>
    /// <returns>Null when there is no such directory.</returns>
    Task<DirectoryFileResponse?> PutAsync(
        Scope scope, string directoryId, NewDirectoryFile file, CancellationToken cancellationToken);

    /// <summary>Puts a stored file into a directory, as <see cref="PutAsync"/> does.</summary>
    Task<(ChangeOutcome Outcome, DirectoryFileResponse? File)> AddAsync(
        Scope scope, string directoryId, AddedDirectoryFile file, CancellationToken cancellationToken);

    /// <summary>Renames, describes or moves a file; it keeps its id.</summary>
    Task<(ChangeOutcome Outcome, DirectoryFileResponse? File)> UpdateAsync(
        Scope scope, string directoryId, string id, DirectoryFileUpdate update, CancellationToken cancellationToken);

    /// <summary>Deletes all of these files, or none when one of them is not in the directory.</summary>
    /// <returns>The first id that is not there, or null when all were deleted.</returns>
    Task<string?> DeleteAsync(
        Scope scope, string directoryId, IReadOnlyCollection<string> fileIds, CancellationToken cancellationToken);
}
