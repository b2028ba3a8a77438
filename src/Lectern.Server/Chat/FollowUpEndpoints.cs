using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Chat;

/// <summary>What can be asked next (<c>docs/api.md</c>).</summary>
internal static class FollowUpEndpoints
{
    public static void MapFollowUps(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/chat/{session_id}/questions", OfSessionAsync).WithTags("Chat")
            .WithSummary("Up to two questions that go on from the last answer and are answered with a citation").WithTenant()
            .Produces<SuggestedQuestionList>();

    private static async Task<IResult> OfSessionAsync(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, ISessions sessions, FollowUps followUps)
    {
        var session = sessions.Find(http.Scope(), sessionId) ?? throw ApiException.NotFound("Session", sessionId);
        return TypedResults.Json(
            new SuggestedQuestionList(await followUps.OfAsync(http.Scope(), session, http.RequestAborted)),
            LecternJson.Wire.SuggestedQuestionList);
    }
}
