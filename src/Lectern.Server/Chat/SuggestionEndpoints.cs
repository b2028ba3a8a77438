using Lectern.Contracts;
using Lectern.Server.Agent.Suggestions;
using Lectern.Server.Indexing;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Chat;

/// <summary>What can be asked of an index (<c>docs/api.md</c>).</summary>
internal static class SuggestionEndpoints
{
    public static void MapSuggestions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/indexes/{index_id}/questions", OfIndexAsync).WithTags("Indexes")
            .WithSummary("Up to three questions that the index answers with a citation").WithTenant()
            .Produces<SuggestedQuestionList>();

    private static async Task<IResult> OfIndexAsync(
        HttpContext http, [FromRoute(Name = "index_id")] string indexId, IIndexes indexes, SuggestedQuestions questions)
    {
        var index = indexes.Find(http.Scope(), indexId) ?? throw ApiException.NotFound("Index", indexId);
        return TypedResults.Json(
            new SuggestedQuestionList(await questions.OfIndexAsync(http.Scope(), index, http.RequestAborted)),
            LecternJson.Wire.SuggestedQuestionList);
    }
}
