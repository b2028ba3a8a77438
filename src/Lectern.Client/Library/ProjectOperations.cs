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

    /// <summary>A project.</summary>
    public Task<Project> GetAsync(string projectId, CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Get($"{Projects}/{Uri.EscapeDataString(projectId)}"), ClientJson.Wire.Project, cancellationToken);
}
