using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>OpenAI's API at <c>/v1</c>, with its own shape of errors.</summary>
internal static class OpenAiEndpoints
{
    public static void MapOpenAi(this IEndpointRouteBuilder routes)
    {
        var v1 = routes.MapGroup("/v1").ExcludeFromDescription().WithMetadata(new NeedsKey(), new OpenAiErrorShape());
        v1.MapModels();
        v1.MapCompletions();
        v1.MapResponses();
        v1.MapVectorStores();
        v1.MapEmbeddings();
        v1.Map("/{**rest}", Unknown);
    }

    private static Task Unknown(HttpContext http) => throw new ApiException(
        StatusCodes.Status404NotFound,
        $"{http.Request.Method} at this address is none of the operations that this server has under /v1.");
}
