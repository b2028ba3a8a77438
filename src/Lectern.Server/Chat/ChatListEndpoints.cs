using Lectern.Contracts;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Chat;

/// <summary>Chats as the page lists them (<c>docs/api.md</c>); sessions are in <see cref="SessionEndpoints"/>.</summary>
internal static class ChatListEndpoints
{
    private const int MaxFolders = 200;

    public static void MapChatList(this IEndpointRouteBuilder routes)
    {
        var chats = routes.MapGroup("/api/v1/chats").WithTags("Chat");
        chats.MapGet("/", List).WithSummary("List chats, pinned ones first, then by last use; versions are one").WithTenant()
            .WithPaging().WithQuery("is_archived", "boolean", "The archived ones; default: the others")
            .WithQuery("folder", "string", "Only those of this folder")
            .Produces<Page<ChatEntry>>().Produces<HTTPValidationError>(422);
        chats.MapGet("/folders", Folders).WithSummary("The folders that have chats").WithTenant().Produces<ChatFolders>();
        chats.MapGet("/{session_id}", Get).WithSummary("Get a chat's entry in the list").WithTenant().Produces<ChatEntry>();
        chats.MapGet("/{session_id}/versions", Versions).WithSummary("The versions of a chat").WithTenant()
            .Produces<ChatVersions>();
        chats.MapPatch("/{session_id}", ChangeAsync).WithSummary("Pin, archive or move a chat to a folder").WithTenant()
            .Accepts<ChatUpdateRequest>("application/json").Produces<ChatEntry>().Produces<HTTPValidationError>(422);
        chats.MapDelete("/{session_id}", DeleteAsync).WithSummary("Delete a chat with all its versions").WithTenant()
            .Produces(204);
    }

    private static IResult List(HttpContext http, IChats chats, Paging paging)
    {
        var problems = new Problems();
        var scope = http.Scope();
        var filter = new ChatFilter(http.Flag("is_archived", problems), http.Text("folder"));
        var list = $"chats/{scope.ProjectId}/{filter.IsArchived}/{filter.Folder}";
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        var (items, next) = paging.Cut(chats.List(scope, filter, page), page, list, IChats.KeyOf);
        return TypedResults.Json(new Page<ChatEntry>(items, next), LecternJson.Wire.PageChatEntry);
    }

    private static IResult Folders(HttpContext http, IChats chats) =>
        TypedResults.Json(new ChatFolders(chats.Folders(http.Scope(), MaxFolders)), LecternJson.Wire.ChatFolders);

    private static IResult Get(HttpContext http, [FromRoute(Name = "session_id")] string sessionId, IChats chats) =>
        TypedResults.Json(
            chats.Find(http.Scope(), sessionId) ?? throw ApiException.NotFound("Session", sessionId),
            LecternJson.Wire.ChatEntry);

    private static IResult Versions(HttpContext http, [FromRoute(Name = "session_id")] string sessionId, IChats chats)
    {
        var versions = Known(http, sessionId, chats);
        return TypedResults.Json(
            new ChatVersions(chats.Find(http.Scope(), sessionId)?.ChatId ?? sessionId, versions), LecternJson.Wire.ChatVersions);
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, IChats chats)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.ChatUpdateRequest);
        var problems = new Problems();
        var words = body.Folder?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var folder = words is null ? null : string.Join(' ', words);
        problems.OptionalText(folder, 0, RequestLimits.FolderCharacters, "body", "folder");
        problems.ThrowIfAny();
        return TypedResults.Json(
            await chats.ChangeAsync(http.Scope(), sessionId, body with { Folder = folder }, http.RequestAborted)
                ?? throw ApiException.NotFound("Session", sessionId),
            LecternJson.Wire.ChatEntry);
    }

    /// <summary>The asked one last: what is left when the connection breaks can be deleted again by its id.</summary>
    private static async Task<IResult> DeleteAsync(
        HttpContext http, [FromRoute(Name = "session_id")] string sessionId, IChats chats, SessionRemoval removal)
    {
        var scope = http.Scope();
        foreach (var version in Known(http, sessionId, chats).OrderBy(v => v.SessionId == sessionId))
            await removal.RemoveAsync(scope, version.SessionId, http.RequestAborted);
        return TypedResults.NoContent();
    }

    private static IReadOnlyList<ChatVersion> Known(HttpContext http, string sessionId, IChats chats) =>
        chats.Versions(http.Scope(), sessionId) is { Count: > 0 } versions
            ? versions
            : throw ApiException.NotFound("Session", sessionId);
}
