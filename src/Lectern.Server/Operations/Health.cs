using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Operations;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can write what it stores, and knows its embedding model;
/// it says <c>degraded</c> and which, while work beside the requests fails or the disk has no room for uploads: all else is
/// answered.
/// </summary>
internal static class Health
{
    private const string Ready = "ready";
    private const string Degraded = "degraded: ";

    /// <summary>Whether an answer is that of a server which is ready.</summary>
    public static bool IsReady(string said) => said == Ready || said.StartsWith(Degraded, StringComparison.Ordinal);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("alive")).ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(
        IStoreHealth store, EmbeddingModels models, ServerProblems problems, DiskFloor floor, HttpContext http)
    {
        if (!models.IsDecided)
        {
            throw new ApiException(StatusCodes.Status503ServiceUnavailable, "The embedding model is being loaded.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }

        if (await store.FaultAsync(http.RequestAborted) is { } fault)
            throw new ApiException(StatusCodes.Status503ServiceUnavailable, fault) { RetryAfter = TimeSpan.FromSeconds(5) };
        IReadOnlyList<string> degraded = floor.Problem is null ? problems.Degraded : ["disk", .. problems.Degraded];
        return TypedResults.Text(degraded.Count == 0 ? Ready : Degraded + string.Join(", ", degraded));
    }
}
