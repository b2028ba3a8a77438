using Lectern.Contracts;

namespace Lectern.Server.Platform;

/// <summary>All projects of the scope's organization, for a key with the server right.</summary>
internal interface IProjects
{
    /// <summary>In the order in which they were made.</summary>
    IReadOnlyList<Project> List(Scope scope);

    Project? Find(Scope scope, string projectId);

    Task<Project?> RenameAsync(Scope scope, string projectId, string name, CancellationToken cancellationToken);

    /// <summary>Takes a project's keys away, so that nothing new begins in it.</summary>
    /// <returns>The keys' ids.</returns>
    Task<IReadOnlyList<string>> CloseAsync(Scope scope, string projectId, CancellationToken cancellationToken);

    /// <summary>The project's sessions in which a turn runs.</summary>
    IReadOnlySet<string> SessionsWithTurns(Scope scope, string projectId);

    /// <summary>Removes a project with every row of it; the contents of its indexes lie elsewhere.</summary>
    Task RemoveAsync(Scope scope, string projectId, CancellationToken cancellationToken);
}
