using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Indexing;

/// <summary>
/// Indexes, without their contents. An index is named by its id or by its <c>export_config_id</c>. Thread-safe.
/// </summary>
internal interface IIndexes
{
    /// <summary>Creates an index and asks for its first sync, in one commit.</summary>
    /// <returns>Null when there is no such directory.</returns>
    Task<IndexRow?> CreateAsync(Scope scope, NewIndex index, CancellationToken cancellationToken);

    IndexRow? Find(Scope scope, string idOrExportConfigId);

    /// <summary>
    /// Files of the index's directory that were added, changed or removed since its last sync began to look at them, and those
    /// that this sync found and has not taken in.
    /// </summary>
    int FilesWaiting(IndexRow index);

    /// <summary>Files of the index's directory.</summary>
    int CountFiles(IndexRow index);

    /// <summary>The indexes of all projects.</summary>
    IReadOnlyList<IndexKey> AllKeys();

    /// <summary>Those of every project that have contents.</summary>
    IReadOnlyList<IndexRow> Synced();

    /// <summary>Oldest first; one row more than the page has when more follow.</summary>
    IReadOnlyList<IndexRow> List(Scope scope, string? sourceDirectoryId, PageRequest page);

    /// <summary>Renames or describes an index; what is null stays.</summary>
    /// <returns>Null when there is no such index.</returns>
    Task<IndexRow?> UpdateAsync(
        Scope scope, string id, string? name, string? description, CancellationToken cancellationToken);

    /// <returns>The index that was deleted, or null.</returns>
    Task<IndexRow?> DeleteAsync(Scope scope, string id, CancellationToken cancellationToken);

    /// <summary>Notes how far its sync is.</summary>
    Task SetMetadataAsync(IndexKey index, IndexMetadata metadata, CancellationToken cancellationToken);
}
