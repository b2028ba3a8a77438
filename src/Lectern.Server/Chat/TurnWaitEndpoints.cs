using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Chat;

/// <summary>Why nothing comes of a turn for a while (<c>docs/api.md</c>). It is no event: nothing of it is kept.</summary>
internal static class TurnWaitEndpoints
{
    public static void MapTurnWait(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/chat/{session_id}/messages/wait", Get).WithTags("Chat")
            .WithSummary("What the running turn waits for").WithTenant().Produces<TurnWait>();

    private static IResult Get(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, ISessions sessions, LiveTurns turns,
        TimeProvider time)
    {
        if (sessions.Find(http.Scope(), sessionId) is null)
            throw ApiException.NotFound("Session", sessionId);
        var turn = turns.Find(sessionId);
        var left = turn?.AsksAgainAt - time.GetUtcNow();
        return TypedResults.Json(
            turn is { IsQueued: true } ? new TurnWait("place", null)
                : left > TimeSpan.Zero ? new TurnWait("model", (int)Math.Ceiling(left.Value.TotalSeconds))
                : new TurnWait(null, null),
            LecternJson.Wire.TurnWait);
    }
}
