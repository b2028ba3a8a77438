using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Library;

/// <summary>Directories. Thread-safe.</summary>
internal interface IDirectories
{
    Task<DirectoryResponse> CreateAsync(
        Scope scope, DirectoryCreateRequest request, CancellationToken cancellationToken);

    DirectoryResponse? Find(Scope scope, string id);

    /// <summary>Oldest first; one row more than the page has when more follow.</summary>
    /// <param name="types">Empty: all.</param>
    IReadOnlyList<DirectoryResponse> List(
        Scope scope, string? name, IReadOnlyList<string> types, bool includeDeleted, PageRequest page);

    /// <returns>Null when there is no such directory.</returns>
    Task<DirectoryResponse?> UpdateAsync(
        Scope scope, string id, DirectoryUpdateRequest request, CancellationToken cancellationToken);

    /// <summary>Deletes a directory and its files. Refused while an index reads it.</summary>
    Task<DeleteOutcome> DeleteAsync(Scope scope, string id, CancellationToken cancellationToken);
}
