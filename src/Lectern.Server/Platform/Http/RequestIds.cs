using Lectern.Server.Platform.Diagnostics;

namespace Lectern.Server.Platform.Http;

/// <summary>
/// Every response has an <c>x-request-id</c>, and so have the lines that a failure logs and the trace of what the request began:
/// one that a proxy or a client gave, else a new one.
/// </summary>
internal static class RequestIds
{
    public const string Header = "x-request-id";

    private const int MaxLength = 64;

    private static readonly AsyncLocal<string?> Asked = new();

    /// <summary>The id of the request that runs, or that began what runs; null outside of any.</summary>
    public static string? Current => Asked.Value;

    public static IApplicationBuilder UseRequestIds(this IApplicationBuilder app)
    {
        var ids = app.ApplicationServices.GetRequiredService<Ids>();
        return app.Use(async (http, next) =>
        {
            http.TraceIdentifier = Given(http) ?? ids.Next().ToString("N");
            Asked.Value = http.TraceIdentifier;

            // At the last moment: what failed has cleared the headers that were set before.
            http.Response.OnStarting(Add, http);
            using var span = Spans.BeginRequest(http.Request.Headers.TraceParent)?.SetTag(Spans.RequestId, http.TraceIdentifier);
            await next(http);
            span?.SetTag(Spans.Route, (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText)
                .SetTag(Spans.Status, http.Response.StatusCode);
        });
    }

    private static Task Add(object context)
    {
        var http = (HttpContext)context;
        http.Response.Headers[Header] = http.TraceIdentifier;
        return Task.CompletedTask;
    }

    /// <summary>What can stand in a line of a log as it is.</summary>
    private static string? Given(HttpContext http)
    {
        var given = http.Request.Headers[Header].ToString();
        return given.Length is > 0 and <= MaxLength && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? given
            : null;
    }
}
