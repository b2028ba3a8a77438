namespace Lectern.Server.Platform.Http;

/// <summary>
/// What every response tells browsers: no script, no frame, nothing kept, whatever an endpoint forgets. An endpoint that needs
/// something else sets that header itself, or stands among the exceptions.
/// </summary>
internal static class SecurityHeaders
{
    private const string Policy = "Content-Security-Policy";
    private const string FrameOptions = "X-Frame-Options";
    private const string ResourcePolicy = "Cross-Origin-Resource-Policy";

    private static readonly (string Name, string Value)[] OfEveryResponse =
    [
        (Policy, "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        (FrameOptions, "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        (ResourcePolicy, "same-origin"),
        ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Cache-Control", "no-store"),
    ];

    /// <summary>Under a path: another value, or null for none.</summary>
    private static readonly (PathString Under, string Name, string? Value)[] Exceptions =
    [
        // Presigned links are made to be shown by applications of other origins, in pictures and frames.
        ("/content", ResourcePolicy, "cross-origin"),
        ("/content", FrameOptions, null),
    ];

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        // At the last moment: what failed has cleared the headers that were set before.
        http.Response.OnStarting(Add, http);
        return next(http);
    });

    private static Task Add(object context)
    {
        var http = (HttpContext)context;
        foreach (var (name, value) in OfEveryResponse)
        {
            var exception = Array.Find(Exceptions, e => e.Name == name && http.Request.Path.StartsWithSegments(e.Under));

            // The browser's own PDF view does not open under a policy.
            if ((exception.Name is null ? value : exception.Value) is { } sent && !(name == Policy && IsPdf(http.Response)))
                http.Response.Headers.TryAdd(name, sent);
        }

        return Task.CompletedTask;
    }

    private static bool IsPdf(HttpResponse response) => response.ContentType == "application/pdf";
}
