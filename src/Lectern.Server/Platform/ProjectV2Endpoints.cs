using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Platform;

/// <summary>The projects that a key may see, as newer SDKs ask for them: in pages.</summary>
internal static class ProjectV2Endpoints
{
    public static void MapProjectsV2(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v2/projects").WithTags("Projects");
        group.MapGet("/", List).WithSummary("List projects").WithTenant().WithPaging()
            .WithQuery("name", "string", "Exact name").Produces<Page<Project>>();
        group.MapGet("/{project_id}", Get).WithSummary("Get a project").WithTenant().Produces<Project>();
    }

    private static IResult List(HttpContext http, ITenancy tenancy, Paging paging)
    {
        var problems = new Problems();
        var name = http.Text("name");
        var list = $"projects/{http.Scope().ProjectId}/{name}";
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        var rows = tenancy.ListProjects(http.Scope(), name).OrderBy(p => p.Id, StringComparer.Ordinal)
            .Where(p => string.CompareOrdinal(p.Id, page.After) > 0).Take(page.Size + 1).ToList();
        var (items, next) = paging.Cut(rows, page, list, p => p.Id);
        return TypedResults.Json(new Page<Project>(items, next), LecternJson.Wire.PageProject);
    }

    private static IResult Get(HttpContext http, IProjects projects, [FromRoute(Name = "project_id")] string id) =>
        TypedResults.Json(ProjectEndpoints.Seen(http.Scope(), id, projects), LecternJson.Wire.Project);
}
