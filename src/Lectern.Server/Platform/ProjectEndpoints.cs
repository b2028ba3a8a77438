using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;

namespace Lectern.Server.Platform;

/// <summary>The projects that a key may see: its own.</summary>
internal static class ProjectEndpoints
{
    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        var projects = routes.MapGroup("/api/v1/projects").WithTags("Projects");
        projects.MapGet("/", List)
            .WithSummary("List projects").WithTenant().WithQuery("project_name", "string", "Exact name")
            .Produces<IReadOnlyList<Project>>();
        projects.MapPost("/", CreateAsync).WithSummary("Make a project and its first key (admin)").WithTenant()
            .Accepts<ProjectCreateRequest>("application/json").Produces<ProjectCreated>(201).Produces<HTTPValidationError>(422);
        projects.MapGet("/{project_id}", Get).WithSummary("Get a project").WithTenant().Produces<Project>();
    }

    private static IResult List(HttpContext http, ITenancy tenancy) =>
        TypedResults.Json(tenancy.ListProjects(http.Scope(), http.Text("project_name")), LecternJson.Wire.IReadOnlyListProject);

    private static async Task<IResult> CreateAsync(HttpContext http, IKeys keys)
    {
        var scope = http.AdminScope();
        var body = await http.ReadJsonAsync(LecternJson.Wire.ProjectCreateRequest);
        var problems = new Problems();
        problems.Text(body.Name?.Trim(), 1, 100, "body", "name");
        problems.ThrowIfAny();
        var key = ApiKeys.Generate();
        var created = await keys.CreateProjectAsync(scope, body.Name!.Trim(), key, http.RequestAborted);
        return TypedResults.Json(created, LecternJson.Wire.ProjectCreated, statusCode: 201);
    }

    private static IResult Get(HttpContext http, ITenancy tenancy, [Microsoft.AspNetCore.Mvc.FromRoute(Name = "project_id")] string id)
    {
        if (!Guid.TryParse(id, out var uuid))
            throw Problems.Single("uuid_parsing", "Input should be a valid UUID", "path", "project_id");
        var project = tenancy.ListProjects(http.Scope(), null).FirstOrDefault(p => p.Id == uuid.ToString("D"))
            ?? throw ApiException.NotFound("Project", id);
        return TypedResults.Json(project, LecternJson.Wire.Project);
    }
}
