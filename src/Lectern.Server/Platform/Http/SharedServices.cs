using Microsoft.AspNetCore.Http.Features;

namespace Lectern.Server.Platform.Http;

/// <summary>
/// Lectern's services are all singletons, so requests of the API get them without a scope of their own, which a quiet stream
/// would hold for as long as it is open.
/// </summary>
internal static class SharedServices
{
    public static IApplicationBuilder UseSharedServices(this IApplicationBuilder app)
    {
        var shared = new Feature { RequestServices = app.ApplicationServices };
        return app.Use((http, next) =>
        {
            if (http.Request.Path.StartsWithSegments("/api"))
                http.Features.Set<IServiceProvidersFeature>(shared);
            return next(http);
        });
    }

    private sealed class Feature : IServiceProvidersFeature
    {
        public required IServiceProvider RequestServices { get; set; }
    }
}
