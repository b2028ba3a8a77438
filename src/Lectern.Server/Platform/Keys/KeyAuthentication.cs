using Lectern.Server.Platform.Http;

namespace Lectern.Server.Platform.Keys;

/// <summary>
/// Lets a request under <c>/api</c>, or to an endpoint with <see cref="NeedsKey"/>, pass when its key is known and the project
/// and organization it names are the key's own.
/// </summary>
internal static class KeyAuthentication
{
    /// <summary>The caller's scope; there is one in every endpoint under <c>/api</c>.</summary>
    public static Scope Scope(this HttpContext http) =>
        http.Features.Get<Scope>() ?? throw new InvalidOperationException("The endpoint is not behind the key check.");

    /// <summary>The caller's scope, when its key is an admin's.</summary>
    /// <exception cref="ApiException">403: it is not.</exception>
    public static Scope AdminScope(this HttpContext http) => http.Scope() is { IsAdmin: true } scope
        ? scope
        : throw new ApiException(StatusCodes.Status403Forbidden, "This needs an admin key.");

    /// <summary>The caller's scope, when its key has the right over the whole server.</summary>
    /// <exception cref="ApiException">403: it has not.</exception>
    public static Scope ServerScope(this HttpContext http) => http.Scope() is { IsServer: true } scope
        ? scope
        : throw new ApiException(StatusCodes.Status403Forbidden, "This needs a key with the server right.");

    public static IApplicationBuilder UseKeyAuthentication(this IApplicationBuilder app)
    {
        var tenancy = app.ApplicationServices.GetRequiredService<ITenancy>();
        var limit = app.ApplicationServices.GetRequiredService<RequestLimit>();
        var requests = app.ApplicationServices.GetRequiredService<LiveRequests>();
        return app.UseWhen(
            http => http.Request.Path.StartsWithSegments("/api")
                || http.GetEndpoint()?.Metadata.GetMetadata<NeedsKey>() is not null,
            branch => branch.Use((http, next) =>
            {
                var scope = Bearer(http) is { } key ? tenancy.FindKey(ApiKeys.Hash(key)) : null;
                if (scope is null)
                {
                    http.Response.Headers.WWWAuthenticate = "Bearer";
                    throw new ApiException(401, "A valid key is needed: send the header Authorization: Bearer KEY.");
                }

                limit.Count(scope.KeyId);
                CheckTenant(http, scope);
                http.Features.Set(scope);
                return requests.RunAsync(http, scope.KeyId, next);
            }));
    }

    private static string? Bearer(HttpContext http)
    {
        const string scheme = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && header.Length is > 7 and < 512
            ? header[scheme.Length..].Trim()
            : null;
    }

    private static void CheckTenant(HttpContext http, Scope scope)
    {
        var problems = new Problems();
        var project = http.Uuid("project_id", problems);
        var organization = http.Uuid("organization_id", problems);
        problems.ThrowIfAny();
        if (project is not null && project != scope.ProjectId)
            throw ApiException.NotFound("Project", project);
        if (organization is not null && organization != scope.OrganizationId)
            throw ApiException.NotFound("Organization", organization);
    }
}
