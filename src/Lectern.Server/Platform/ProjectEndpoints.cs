using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Platform;

/// <summary>The projects that a key may see: its own; with the server right all of them.</summary>
internal static class ProjectEndpoints
{
    private const int MaxName = FieldLimits.Label;

    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/projects").WithTags("Projects");
        group.MapGet("/", List)
            .WithSummary("List projects").WithTenant().WithQuery("project_name", "string", "Exact name")
            .WithQuery("all", "boolean", "Every project of the server, not the key's alone (server)")
            .Produces<IReadOnlyList<Project>>();
        group.MapPost("/", CreateAsync).WithSummary("Make a project and its first key (server)").WithTenant()
            .Accepts<ProjectCreateRequest>("application/json").Produces<ProjectCreated>(201).Produces<HTTPValidationError>(422);
        group.MapGet("/{project_id}", Get).WithSummary("Get a project").WithTenant().Produces<Project>();
        group.MapPatch("/{project_id}", RenameAsync).WithSummary("Rename a project (server)").WithTenant()
            .Accepts<ProjectUpdateRequest>("application/json").Produces<Project>().Produces<HTTPValidationError>(422);
    }

    /// <exception cref="ApiException">404: the organization has none with this id.</exception>
    public static Project Find(Scope scope, string id, IProjects projects) =>
        projects.Find(scope, RequestQuery.PathUuid(id, "project_id")) ?? throw ApiException.NotFound("Project", id);

    /// <exception cref="ApiException">404: there is none with this id that the key may see.</exception>
    public static Project Seen(Scope scope, string id, IProjects projects)
    {
        var project = Find(scope, id, projects);
        return project.Id == scope.ProjectId || scope.IsServer ? project : throw ApiException.NotFound("Project", id);
    }

    private static IResult List(HttpContext http, ITenancy tenancy, IProjects projects)
    {
        var problems = new Problems();
        var all = http.Flag("all", problems);
        problems.ThrowIfAny();
        var name = http.Text("project_name");
        var listed = all
            ? [.. projects.List(http.ServerScope()).Where(p => name is null || p.Name == name)]
            : tenancy.ListProjects(http.Scope(), name);
        return TypedResults.Json(listed, LecternJson.Wire.IReadOnlyListProject);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, IKeys keys)
    {
        var scope = http.ServerScope();
        var name = Name((await http.ReadJsonAsync(LecternJson.Wire.ProjectCreateRequest)).Name);
        var created = await keys.CreateProjectAsync(scope, name, ApiKeys.Generate(), http.RequestAborted);
        return TypedResults.Json(created, LecternJson.Wire.ProjectCreated, statusCode: 201);
    }

    private static IResult Get(HttpContext http, IProjects projects, [FromRoute(Name = "project_id")] string id) =>
        TypedResults.Json(Seen(http.Scope(), id, projects), LecternJson.Wire.Project);

    private static async Task<IResult> RenameAsync(
        HttpContext http, IProjects projects, [FromRoute(Name = "project_id")] string id)
    {
        var scope = http.ServerScope();
        var project = Find(scope, id, projects);
        var name = Name((await http.ReadJsonAsync(LecternJson.Wire.ProjectUpdateRequest)).Name);
        var renamed = await projects.RenameAsync(scope, project.Id, name, http.RequestAborted)
            ?? throw ApiException.NotFound("Project", id);
        return TypedResults.Json(renamed, LecternJson.Wire.Project);
    }

    private static string Name(string? given)
    {
        var problems = new Problems();
        problems.Text(given?.Trim(), 1, MaxName, "body", "name");
        problems.ThrowIfAny();
        return given!.Trim();
    }
}
