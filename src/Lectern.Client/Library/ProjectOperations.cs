using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>The projects that a key may see.</summary>
public class ProjectOperations
{
    private const string Projects = "/api/v1/projects";
    private readonly ApiTransport api;

    /// <summary>For a stand-in in a test, which overrides what is called.</summary>
    protected ProjectOperations() => api = null!;

    internal ProjectOperations(ApiTransport api) => this.api = api;

    /// <summary>The projects, all at once.</summary>
    /// <param name="name">Exact name; null for any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<IReadOnlyList<Project>> ListAsync(string? name = null, CancellationToken cancellationToken = default) =>
        api.SendAsync(
        ApiRequest.Get(Projects, new() { { "project_name", name } }), ClientJson.Wire.IReadOnlyListProject, cancellationToken);

    /// <summary>Every project of the server. Needs a key with the server right.</summary>
    public virtual Task<IReadOnlyList<Project>> ListAllAsync(CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Get(Projects, new() { { "all", "true" } }), ClientJson.Wire.IReadOnlyListProject, cancellationToken);

    /// <summary>Renames a project. Needs the server right.</summary>
    /// <param name="projectId">Of any project.</param>
    /// <param name="name">1 to 100 characters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<Project> RenameAsync(string projectId, string name, CancellationToken cancellationToken = default) =>
        api.SendAsync(
            new ApiRequest(HttpMethod.Patch, Path(projectId))
                .WithJson(new ProjectUpdateRequest(name), ClientJson.Wire.ProjectUpdateRequest),
            ClientJson.Wire.Project,
            cancellationToken);

    /// <summary>Deletes a project with everything in it; what runs in it ends. Needs the server right.</summary>
    public virtual Task DeleteAsync(string projectId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Delete(Path(projectId)), cancellationToken);

    /// <summary>The keys of any project, newest first. Needs the server right.</summary>
    /// <param name="projectId">Of any project.</param>
    /// <param name="pageSize">Keys fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<KeyResponse> ListKeysAsync(string projectId, int? pageSize = null) =>
        new((token, cancellationToken) => api.SendAsync(
            ApiRequest.Get($"{Path(projectId)}/keys", new() { { "page_size", pageSize }, { "page_token", token } }),
            ClientJson.Wire.PageKeyResponse,
            cancellationToken));

    /// <summary>Makes a key of any project; the answer alone has it. Needs the server right.</summary>
    public virtual Task<KeyResponse> CreateKeyAsync(
        string projectId, KeyCreateRequest request, CancellationToken cancellationToken = default) =>
        api.SendAsync(
            ApiRequest.Post($"{Path(projectId)}/keys").WithJson(request, ClientJson.Wire.KeyCreateRequest),
            ClientJson.Wire.KeyResponse,
            cancellationToken);

    /// <summary>Revokes a key of any project, with the links it made and what runs with it. Needs the server right.</summary>
    public virtual Task RevokeKeyAsync(string projectId, string keyId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Delete($"{Path(projectId)}/keys/{Uri.EscapeDataString(keyId)}"), cancellationToken);

    /// <summary>Makes a project, with an admin key of its own that is shown once. Needs the server right.</summary>
    /// <param name="name">1 to 100 characters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<ProjectCreated> CreateAsync(string name, CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Post(Projects).WithJson(new ProjectCreateRequest(name), ClientJson.Wire.ProjectCreateRequest),
        ClientJson.Wire.ProjectCreated,
        cancellationToken);

    /// <summary>A project.</summary>
    public virtual Task<Project> GetAsync(string projectId, CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Get(Path(projectId)), ClientJson.Wire.Project, cancellationToken);

    private static string Path(string projectId) => $"{Projects}/{Uri.EscapeDataString(projectId)}";
}
