using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;

namespace Lectern.Server.Chat;

/// <summary>The models that a chat can choose (<c>docs/api.md</c>).</summary>
internal static class ChatModelEndpoints
{
    public static void MapChatModels(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/models", List).WithTags("Chat").WithSummary("List the models that a chat can choose").WithTenant()
            .Produces<ChatModelList>();

    private static IResult List(NamedAgents agents) => TypedResults.Json(
        new ChatModelList([.. agents.Names.Select((name, i) => new ChatModel(name, IsDefault: i == 0))]),
        LecternJson.Wire.ChatModelList);
}
