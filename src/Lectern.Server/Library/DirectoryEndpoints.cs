using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Library;

/// <summary>Directories: create, list, get, rename, delete. Their files are in <see cref="DirectoryFileEndpoints"/>.</summary>
internal static class DirectoryEndpoints
{
    private const int MaxName = FieldLimits.Name;
    private static readonly string[] CreatableTypes = ["user", "ephemeral"];
    private static readonly string[] Types = ["user", "index", "ephemeral"];

    public static void MapDirectories(this IEndpointRouteBuilder routes)
    {
        var directories = routes.MapGroup("/api/v1/beta/directories").WithTags("Directories");
        directories.MapPost("/", CreateAsync).WithSummary("Create a directory").WithTenant()
            .Accepts<DirectoryCreateRequest>("application/json")
            .Produces<DirectoryResponse>(201).Produces<HTTPValidationError>(422);
        directories.MapGet("/", List).WithSummary("List directories").WithTenant().WithPaging()
            .WithQuery("name", "string", "Exact name").WithQuery(new("type", "string", "Of this type") { OneOf = Types })
            .WithQuery(new("types", "string", "Of one of these types") { OneOf = Types, IsList = true }).WithDeleted()
            .Produces<Page<DirectoryResponse>>();
        directories.MapGet("/{directory_id}", Get).WithSummary("Get a directory").WithTenant().Produces<DirectoryResponse>();
        directories.MapPatch("/{directory_id}", UpdateAsync).WithSummary("Rename or describe a directory").WithTenant()
            .Accepts<DirectoryUpdateRequest>("application/json").Produces<DirectoryResponse>().Produces<HTTPValidationError>(422);
        directories.MapDelete("/{directory_id}", DeleteAsync).WithSummary("Delete a directory").WithTenant().Produces(204)
            .Produces<ErrorResponse>(409);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, IDirectories directories)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.DirectoryCreateRequest);
        var problems = new Problems();
        problems.Text(body.Name, 1, MaxName, "body", "name");
        problems.OptionalText(body.Description, 0, MaxName, "body", "description");
        if (body.ConnectorSubscriptionId is not null)
        {
            problems.Add(
                "not_supported", "This server has no connectors: a subscription would have no effect", "body",
                "connector_subscription_id");
        }

        problems.OneOf(body.Type, CreatableTypes, "body", "type");
        problems.OptionalObject(body.SystemMetadata, "body", "system_metadata");
        problems.ThrowIfAny();
        var directory = await directories.CreateAsync(http.Scope(), body, http.RequestAborted);
        return TypedResults.Json(directory, LecternJson.Wire.DirectoryResponse, statusCode: 201);
    }

    private static IResult List(HttpContext http, IDirectories directories, Paging paging)
    {
        var problems = new Problems();
        var scope = http.Scope();
        var name = http.Text("name");
        IReadOnlyList<string> types = [.. http.Texts("types").Concat(http.Texts("type")).Distinct()];
        foreach (var type in types)
            problems.OneOf(type, Types, "query", "types");
        var includeDeleted = http.Flag("include_deleted", problems);
        var list = $"directories/{scope.ProjectId}/{name}/{string.Join(',', types)}/{includeDeleted}";
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        var (items, next) = paging.Cut(directories.List(scope, name, types, includeDeleted, page), page, list, d => d.Id);
        return TypedResults.Json(new Page<DirectoryResponse>(items, next), LecternJson.Wire.PageDirectoryResponse);
    }

    private static IResult Get(HttpContext http, [FromRoute(Name = "directory_id")] string id, IDirectories directories) =>
        TypedResults.Json(
            directories.Find(
                http.Scope(),
                id) ?? throw ApiException.NotFound("Directory", id), LecternJson.Wire.DirectoryResponse);

    private static async Task<IResult> UpdateAsync(
        HttpContext http, [FromRoute(Name = "directory_id")] string id, IDirectories directories)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.DirectoryUpdateRequest);
        var problems = new Problems();
        problems.OptionalText(body.Name, 1, MaxName, "body", "name");
        problems.OptionalText(body.Description, 0, MaxName, "body", "description");
        problems.ThrowIfAny();
        var directory = await directories.UpdateAsync(http.Scope(), id, body, http.RequestAborted);
        return TypedResults.Json(directory ?? throw ApiException.NotFound("Directory", id), LecternJson.Wire.DirectoryResponse);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, [FromRoute(Name = "directory_id")] string id, IDirectories directories, LibraryChanges signal)
    {
        switch (await directories.DeleteAsync(http.Scope(), id, http.RequestAborted))
        {
            case DeleteOutcome.InUse:
                throw ApiException.Conflict("An index reads this directory. Delete the index first.");
            case DeleteOutcome.NotFound:
                throw ApiException.NotFound("Directory", id);
            default:
                signal.Wake();
                return TypedResults.NoContent();
        }
    }
}
