using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Library;

/// <summary>Reads the files of directories. Thread-safe.</summary>
internal interface IDirectoryFiles
{
    DirectoryFileResponse? Find(Scope scope, string directoryId, string id);

    /// <summary>Oldest first; one row more than the page has when more follow.</summary>
    IReadOnlyList<DirectoryFileResponse> List(Scope scope, string directoryId, DirectoryFileFilter filter, PageRequest page);

    /// <summary>Those of some <c>dfl-</c> ids that are still there.</summary>
    /// <param name="directoryId">Null: in any directory.</param>
    IReadOnlySet<string> Existing(Scope scope, IReadOnlyCollection<string> ids, string? directoryId = null);

    /// <summary>
    /// The files of a directory that were added or changed, in content, name or metadata, in a time; the latest first.
    /// </summary>
    /// <param name="to">Exclusive.</param>
    IReadOnlyList<FileChangeTimes> Changed(Scope scope, string directoryId, DateTimeOffset from, DateTimeOffset to);

    /// <summary>When the contents of files that are still there were stored, by their <c>dfl-</c> ids.</summary>
    IReadOnlyDictionary<string, DateTimeOffset> StoredAt(Scope scope, string directoryId, IReadOnlyCollection<string> ids);

    /// <summary>Those of some files that were deleted or moved no later than a time, by their <c>dfl-</c> ids.</summary>
    IReadOnlyList<string> GoneBefore(Scope scope, IReadOnlyCollection<string> ids, DateTimeOffset time);

    /// <summary>
    /// Changes with every file that is deleted or moved, here or to here; what is added or changed alone leaves it as it is.
    /// </summary>
    /// <returns>Null when there is no such directory.</returns>
    long? Departures(Scope scope, string directoryId);

    /// <summary>Every file of a directory with its content's hash: what a sync compares an index with.</summary>
    IReadOnlyList<SourceFile> Sources(Scope scope, string directoryId);
}
