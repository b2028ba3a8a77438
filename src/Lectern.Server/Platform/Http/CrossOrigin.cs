using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Platform.Http;

/// <summary>
/// Lets pages of the origins that the settings name call the API with a key of their own; nobody's by default. Cookies mean
/// nothing here, so none are allowed.
/// </summary>
internal static class CrossOrigin
{
    private static readonly TimeSpan AnswerIsGoodFor = TimeSpan.FromMinutes(10);

    /// <summary>What a page may read of a response beside its body.</summary>
    private static readonly string[] Exposed =
        ["Retry-After", "x-should-retry", "x-request-id", "Mcp-Session-Id", "Content-Disposition"];

    public static void AddCrossOrigin(this IServiceCollection services, LecternOptions options)
    {
        if (options.CorsOrigins.Count == 0)
            return;
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. options.CorsOrigins]).AllowAnyHeader().AllowAnyMethod()
            .WithExposedHeaders(Exposed).SetPreflightMaxAge(AnswerIsGoodFor)));
    }

    public static IApplicationBuilder UseCrossOrigin(this IApplicationBuilder app, LecternOptions options) =>
        options.CorsOrigins.Count == 0 ? app : app.Use(TellCachesAsync).UseCors();

    /// <summary>An answer to one origin is none for another, also one to a request that names no origin.</summary>
    private static Task TellCachesAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            if (!http.Response.Headers.GetCommaSeparatedValues("Vary").Contains("Origin", StringComparer.OrdinalIgnoreCase))
                http.Response.Headers.AppendCommaSeparatedValues("Vary", "Origin");
            return Task.CompletedTask;
        });
        return next(http);
    }
}
