using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Chat;

/// <summary>A chat's own index (<c>docs/api.md</c>); files go into its directory as into any other.</summary>
internal static class ChatIndexEndpoints
{
    public static void MapChatIndex(this IEndpointRouteBuilder routes)
    {
        var chat = routes.MapGroup("/api/v1/chat/{session_id}/index").WithTags("Chat");
        chat.MapGet("/", Get).WithSummary("A chat's own index, if it has one").WithTenant().Produces<ChatIndex>();
        chat.MapPost("/", MakeAsync).WithSummary("A chat's own index, made when it has none").WithTenant()
            .Produces<ChatIndex>().Produces<ErrorResponse>(507);
    }

    private static IResult Get(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, ISessions sessions, ChatIndexes indexes)
    {
        if (sessions.Find(http.Scope(), sessionId) is null)
            throw ApiException.NotFound("Session", sessionId);
        return TypedResults.Json(
            new ChatIndex(indexes.Find(http.Scope(), sessionId)?.ToResponse(syncInProgress: null)), LecternJson.Wire.ChatIndex);
    }

    private static async Task<IResult> MakeAsync(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, ISessions sessions, ChatIndexes indexes)
    {
        var index = sessions.Find(http.Scope(), sessionId) is null
            ? null
            : await indexes.MakeAsync(http.Scope(), sessionId, http.RequestAborted);
        return TypedResults.Json(
            new ChatIndex((index ?? throw ApiException.NotFound("Session", sessionId)).ToResponse(syncInProgress: null)),
            LecternJson.Wire.ChatIndex);
    }
}
