using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Platform.Keys;

/// <summary>A project's keys: its own admins' under <c>/keys</c>, any project's for the server right under the project.</summary>
internal static class KeyEndpoints
{
    private const int MaxName = FieldLimits.Label;

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/api/v1/keys").WithTags("Keys");
        own.MapPost("/", (HttpContext http, IKeys keys) => CreateAsync(http, http.AdminScope(), keys))
            .WithSummary("Make a key; it is shown once (admin)").WithTenant()
            .Accepts<KeyCreateRequest>("application/json").Produces<KeyResponse>(201).Produces<HTTPValidationError>(422);
        own.MapGet("/", (HttpContext http, IKeys keys, Paging paging) => List(http, http.AdminScope(), keys, paging))
            .WithSummary("List the project's keys, newest first (admin)").WithTenant().WithPaging().Produces<Page<KeyResponse>>();
        own.MapDelete(
                "/{key_id}",
                (HttpContext http, IKeys keys, LiveRequests requests, [FromRoute(Name = "key_id")] string keyId) =>
                    RevokeAsync(http, http.AdminScope(), keyId, keys, requests))
            .WithSummary("Revoke a key (admin)").WithTenant().Produces(204).Produces<ErrorResponse>(409);

        var any = routes.MapGroup("/api/v1/projects/{project_id}/keys").WithTags("Projects");
        any.MapPost(
                "/",
                (HttpContext http, [FromRoute(Name = "project_id")] string id, IProjects projects, IKeys keys) =>
                    CreateAsync(http, ScopeOf(http, id, projects), keys))
            .WithSummary("Make a key of a project; it is shown once (server)").WithTenant()
            .Accepts<KeyCreateRequest>("application/json").Produces<KeyResponse>(201).Produces<HTTPValidationError>(422);
        any.MapGet(
                "/",
                (HttpContext http, [FromRoute(Name = "project_id")] string id, IProjects projects, IKeys keys,
                        Paging paging) =>
                    List(http, ScopeOf(http, id, projects), keys, paging))
            .WithSummary("List a project's keys, newest first (server)").WithTenant().WithPaging().Produces<Page<KeyResponse>>();
        any.MapDelete(
                "/{key_id}",
                (HttpContext http, [FromRoute(Name = "project_id")] string id, [FromRoute(Name = "key_id")] string keyId,
                        IProjects projects, IKeys keys, LiveRequests requests) =>
                    RevokeAsync(http, ScopeOf(http, id, projects), keyId, keys, requests))
            .WithSummary("Revoke a project's key (server)").WithTenant().Produces(204).Produces<ErrorResponse>(409);
    }

    /// <summary>The caller's scope, in another project.</summary>
    private static Scope ScopeOf(HttpContext http, string projectId, IProjects projects)
    {
        var scope = http.ServerScope();
        return scope with { ProjectId = ProjectEndpoints.Find(scope, projectId, projects).Id };
    }

    private static async Task<IResult> CreateAsync(HttpContext http, Scope scope, IKeys keys)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.KeyCreateRequest);
        var problems = new Problems();
        var name = body.Name?.Trim();
        problems.Text(name, 1, MaxName, "body", "name");
        problems.ThrowIfAny();
        if (body.IsServer == true)
            http.ServerScope();
        var created = await keys.CreateAsync(
            scope, name!, body.IsAdmin ?? false, body.IsServer ?? false, ApiKeys.Generate(), http.RequestAborted);
        return TypedResults.Json(created, LecternJson.Wire.KeyResponse, statusCode: 201);
    }

    private static IResult List(HttpContext http, Scope scope, IKeys keys, Paging paging)
    {
        var problems = new Problems();
        var list = $"keys/{scope.ProjectId}";
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        var (items, next) = paging.Cut(keys.List(scope, page), page, list, k => k.Id);
        return TypedResults.Json(new Page<KeyResponse>(items, next), LecternJson.Wire.PageKeyResponse);
    }

    /// <summary>Also ends what runs with the key, and the links it made.</summary>
    private static async Task<IResult> RevokeAsync(
        HttpContext http, Scope scope, string id, IKeys keys, LiveRequests requests)
    {
        var keyId = RequestQuery.PathUuid(id, "key_id");
        switch (await keys.RevokeAsync(scope, keyId, http.RequestAborted))
        {
            case RevokeOutcome.Unknown:
                throw ApiException.NotFound("Key", id);
            case RevokeOutcome.FromSettings:
                throw ApiException.Conflict(
                    "This key comes from the server's settings. Change LECTERN_API_KEY, "
                    + "or the file api-key in its data folder, and start it again.");
            case RevokeOutcome.NeedsServerRight:
                throw new ApiException(StatusCodes.Status403Forbidden, "A key with the server right is revoked with such a key.");
            default:
                requests.End(keyId, http);
                return TypedResults.NoContent();
        }
    }
}
