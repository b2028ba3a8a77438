using Lectern.Contracts;

namespace Lectern.Server.Platform.Keys;

/// <summary>A project's keys, and new projects with their first one. Only hashes are kept. Thread-safe.</summary>
internal interface IKeys
{
    /// <param name="key">The key itself.</param>
    /// <returns>The key's row, with the key itself.</returns>
    Task<KeyResponse> CreateAsync(
        Scope scope, string name, bool isAdmin, bool isServer, string key, CancellationToken cancellationToken);

    /// <summary>Newest first; one row more than the page has when more follow.</summary>
    IReadOnlyList<KeyResponse> List(Scope scope, PageRequest page);

    Task<RevokeOutcome> RevokeAsync(Scope scope, string keyId, CancellationToken cancellationToken);

    /// <summary>A project of the scope's organization, with an admin key of its own.</summary>
    Task<ProjectCreated> CreateProjectAsync(Scope scope, string name, string key, CancellationToken cancellationToken);
}
