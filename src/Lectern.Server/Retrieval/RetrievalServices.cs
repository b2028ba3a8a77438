using Lectern.Server.Platform.Settings;
using Lectern.Server.Retrieval.Reranking;

namespace Lectern.Server.Retrieval;

internal static class RetrievalServices
{
    public static void AddRetrieval(this IServiceCollection services)
    {
        services.AddSingleton(p => CrossRerank.FromSettings(
            p.GetRequiredService<LecternOptions>(), p.GetRequiredService<ILogger<CrossRerank>>()));
        services.AddSingleton<HybridSearch>();
        services.AddSingleton<IRetrieval, DocumentRetrieval>();
    }
}
