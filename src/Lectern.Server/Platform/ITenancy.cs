using Lectern.Contracts;

namespace Lectern.Server.Platform;

/// <summary>Organizations, projects, keys and the server's own secrets. Thread-safe.</summary>
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

    /// <summary>A secret by its name; made of 32 random bytes when it is asked for the first time.</summary>
    Task<byte[]> SecretAsync(string name, CancellationToken cancellationToken);

    /// <summary>The scope's project, when it has this name (null: any).</summary>
    IReadOnlyList<Project> ListProjects(Scope scope, string? name);
}
