using Lectern.Contracts;

namespace Lectern.Server.Platform;

/// <summary>Organizations, projects and keys. Thread-safe.</summary>
internal interface ITenancy
{
    /// <summary>Makes the default organization and project where there are none, and gives the project its first key.</summary>
    /// <param name="keyHash">Of the first key; a former first key stops to work.</param>
    Task EnsureDefaultsAsync(byte[] keyHash, CancellationToken cancellationToken);

    /// <summary>The scope of the key with this hash, or null. The candidate is compared in constant time.</summary>
    Scope? FindKey(byte[] hash);

    /// <summary>Whether a key still works, for what it made: links end with it.</summary>
    bool KeyExists(string keyId);

    /// <summary>The default project, for what the server does by itself.</summary>
    Scope DefaultScope();

    /// <summary>The scope's project, when it has this name (null: any).</summary>
    IReadOnlyList<Project> ListProjects(Scope scope, string? name);
}
