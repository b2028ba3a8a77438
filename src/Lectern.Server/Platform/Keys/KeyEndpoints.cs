using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Platform.Keys;

/// <summary>A project's keys; all of it needs an admin key.</summary>
internal static class KeyEndpoints
{
    private const int MaxName = 100;

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/v1/keys").WithTags("Keys");
        keys.MapPost("/", CreateAsync).WithSummary("Make a key; it is shown once (admin)").WithTenant()
            .Accepts<KeyCreateRequest>("application/json").Produces<KeyResponse>(201).Produces<HTTPValidationError>(422);
        keys.MapGet("/", List).WithSummary("List the project's keys, newest first (admin)").WithTenant().WithPaging()
            .Produces<Page<KeyResponse>>();
        keys.MapDelete("/{key_id}", RevokeAsync).WithSummary("Revoke a key (admin)").WithTenant()
            .Produces(204).Produces<ErrorResponse>(409);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, IKeys keys)
    {
        var scope = http.AdminScope();
        var body = await http.ReadJsonAsync(LecternJson.Wire.KeyCreateRequest);
        var problems = new Problems();
        var name = body.Name?.Trim();
        problems.Text(name, 1, MaxName, "body", "name");
        problems.ThrowIfAny();
        var created = await keys.CreateAsync(scope, name!, body.IsAdmin ?? false, ApiKeys.Generate(), http.RequestAborted);
        return TypedResults.Json(created, LecternJson.Wire.KeyResponse, statusCode: 201);
    }

    private static IResult List(HttpContext http, IKeys keys, Paging paging)
    {
        var scope = http.AdminScope();
        var problems = new Problems();
        var list = $"keys/{scope.ProjectId}";
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        var (items, next) = paging.Cut(keys.List(scope, page), page, list, k => k.Id);
        return TypedResults.Json(new Page<KeyResponse>(items, next), LecternJson.Wire.PageKeyResponse);
    }

    private static async Task<IResult> RevokeAsync(HttpContext http, IKeys keys, [FromRoute(Name = "key_id")] string keyId) =>
        await keys.RevokeAsync(http.AdminScope(), RequestQuery.PathUuid(keyId, "key_id"), http.RequestAborted) switch
        {
            RevokeOutcome.Unknown => throw ApiException.NotFound("Key", keyId),
            RevokeOutcome.FromSettings => throw ApiException.Conflict(
                "This key comes from the server's settings. Change LECTERN_API_KEY, or the file api-key in its data folder, and start it again."),
            _ => TypedResults.NoContent(),
        };
}
