using Lectern.Server.Agent.Models;
using Lectern.Server.Agent.Suggestions;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform.Settings;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

internal static class AgentServices
{
    public static void AddAgent(this IServiceCollection services, LecternOptions options)
    {
        services.AddSingleton(p => ChatModels.Create(
            options.Model, options, p.GetRequiredService<EmbeddingModels>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new AgentLimits
        {
            MaxSteps = options.Limits.StepsPerTurn,
            MaxTokens = options.Limits.TokensPerTurn,
            ContextTokens = options.ModelSettings.ContextTokens,
            Instructions = options.ModelSettings.Instructions,
        });
        services.AddSingleton<DocumentAgent>();
        services.AddSingleton<NamedAgents>();
        services.AddSingleton<ExampleTrial>();
        services.AddSingleton<SuggestedQuestions>();
    }
}
