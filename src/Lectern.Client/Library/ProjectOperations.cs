using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>The projects that a key may see.</summary>
public sealed class ProjectOperations
{
    private const string Projects = "/api/v1/projects";
    private readonly ApiTransport api;

    internal ProjectOperations(ApiTransport api) => this.api = api;

    /// <summary>The projects, all at once.</summary>
    /// <param name="name">Exact name; null for any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<IReadOnlyList<Project>> ListAsync(string? name = null, CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Get(Projects, new() { { "project_name", name } }), ClientJson.Wire.IReadOnlyListProject, cancellationToken);

    /// <summary>Makes a project, with an admin key of its own that is shown once. Needs an admin key; not every server has it.</summary>
    /// <param name="name">1 to 100 characters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<ProjectCreated> CreateAsync(string name, CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Post(Projects).WithJson(new ProjectCreateRequest(name), ClientJson.Wire.ProjectCreateRequest),
        ClientJson.Wire.ProjectCreated,
        cancellationToken);

    /// <summary>A project.</summary>
    public Task<Project> GetAsync(string projectId, CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Get($"{Projects}/{Uri.EscapeDataString(projectId)}"), ClientJson.Wire.Project, cancellationToken);
}
