using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Storage.Sqlite;

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
        projects.MapGet("/{project_id}", Get).WithSummary("Get a project").WithTenant().Produces<Project>();
    }

    private static IResult List(HttpContext http, SqliteTenancy tenancy) =>
        TypedResults.Json(tenancy.ListProjects(http.Scope(), http.Text("project_name")), LecternJson.Wire.IReadOnlyListProject);

    private static IResult Get(HttpContext http, SqliteTenancy tenancy, [Microsoft.AspNetCore.Mvc.FromRoute(Name = "project_id")] string id)
    {
        if (!Guid.TryParse(id, out var uuid))
            throw Problems.Single("uuid_parsing", "Input should be a valid UUID", "path", "project_id");
        var project = tenancy.ListProjects(http.Scope(), null).FirstOrDefault(p => p.Id == uuid.ToString("D"))
            ?? throw ApiException.NotFound("Project", id);
        return TypedResults.Json(project, LecternJson.Wire.Project);
    }
}
