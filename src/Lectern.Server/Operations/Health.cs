using Lectern.Contracts;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Operations;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can write what it stores, and knows its embedding model;
/// it says <c>degraded</c> and which, while work beside the requests fails or the disk has no room for uploads: all else is
/// answered.
/// </summary>
internal static class Health
{
    private const string Degraded = ServerHealth.Degraded + ": ";

    /// <summary>Whether an answer is that of a server which is ready.</summary>
    public static bool IsReady(string said) => said == ServerHealth.Ready || said.StartsWith(Degraded, StringComparison.Ordinal);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("alive")).ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(HealthCheck check, HttpContext http)
    {
        var health = await check.LookAsync(http.RequestAborted);
        if (health.Fault is { } fault)
            throw new ApiException(StatusCodes.Status503ServiceUnavailable, fault) { RetryAfter = TimeSpan.FromSeconds(5) };
        if (health.Word == ServerHealth.Loading)
        {
            throw new ApiException(StatusCodes.Status503ServiceUnavailable, "The embedding model is being loaded.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }

        return TypedResults.Text(
            health.Word == ServerHealth.Ready ? ServerHealth.Ready : Degraded + string.Join(", ", health.Degraded));
    }
}
