using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Operations;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can write what it stores, and knows its embedding model; it
/// says <c>degraded</c> and which, while work beside the requests fails: they are answered all the same.
/// </summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("alive")).ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(
        IStoreHealth store, EmbeddingModels models, ServerProblems problems, HttpContext http)
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
        var degraded = problems.Degraded;
        return TypedResults.Text(degraded.Count == 0 ? "ready" : $"degraded: {string.Join(", ", degraded)}");
    }
}
