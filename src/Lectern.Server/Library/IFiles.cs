using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Library;

/// <summary>Stored files, in a directory or not. Thread-safe.</summary>
internal interface IFiles
{
    /// <summary>Stores the record of a content that is in the blob store.</summary>
    Task<FileV2> AddAsync(Scope scope, NewFile file, CancellationToken cancellationToken);

    StoredFile? Find(Scope scope, string id);

    /// <summary>
    /// The blobs that files of any project name, deleted ones left out: what the collection of unused blobs must keep.
    /// </summary>
    HashSet<string> ContentHashes();

    /// <summary>Whether a file of any project names a blob.</summary>
    bool HasContent(string hash);

    /// <summary>In the given order; one row more than the page has when more follow.</summary>
    IReadOnlyList<StoredFile> List(Scope scope, FileSelection selection, FileOrder order, PageRequest page);

    /// <summary>Deletes a file, and with it the files of directories that have it: their content is what was to go.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(Scope scope, string id, CancellationToken cancellationToken);
}
