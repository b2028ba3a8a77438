namespace Lectern.Server.Platform;

/// <summary>
/// Whose data a call may see. Every store method that takes an id of a request takes one and filters by it in its own query, so
/// that an id that leaks grants nothing.
/// </summary>
/// <param name="ProjectId">UUID, lower case.</param>
/// <param name="OrganizationId">UUID, lower case.</param>
/// <param name="KeyId">The key that called; recorded as the creator of sessions and files.</param>
internal sealed record Scope(string ProjectId, string OrganizationId, string KeyId)
{
    /// <summary>What a presigned link shows, to whoever has it: it acts for its project.</summary>
    public static Scope OfLink(string projectId) => new(projectId, "", "link");

    /// <summary>A sync acts for its project, not for the key that asked for it.</summary>
    public static Scope OfSync(string projectId) => new(projectId, "", "sync");

    /// <summary>What the server does by itself.</summary>
    public static Scope OfServer(string projectId, string organizationId) => new(projectId, organizationId, "server");

    /// <summary>The key may make and revoke its project's keys.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>The key may make, see and delete projects with their keys, and read the server's settings.</summary>
    public bool IsServer { get; init; }
}
