using Lectern.Server.Dialects.Mcp;
using Lectern.Server.Dialects.OpenAi;

namespace Lectern.Server.Dialects;

/// <summary>What speaks to clients of other protocols, over the same services as the chat API.</summary>
internal static class DialectServices
{
    public static void AddDialects(this IServiceCollection services)
    {
        services.AddSingleton<DialectTurns>();
        services.AddSingleton<UnkeptTurns>();
        services.AddSingleton<ResponseTurns>();
        services.AddMcp();
    }

    public static void MapDialects(this IEndpointRouteBuilder routes)
    {
        routes.MapMcp();
        routes.MapOpenAi();
    }
}
