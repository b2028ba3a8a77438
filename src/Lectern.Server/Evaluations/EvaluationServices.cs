using Lectern.Server.Chat;

namespace Lectern.Server.Evaluations;

internal static class EvaluationServices
{
    public static void AddEvaluations(this IServiceCollection services)
    {
        services.AddSingleton<EvaluationTurns>();
        services.AddSingleton<EvaluationRuns>();
        services.AddSingleton<SessionsToReplay>();
        services.AddSingleton<EvaluationJobs>();
        services.AddSingleton<ISessionTraces>(p => p.GetRequiredService<EvaluationJobs>());
        services.AddHostedService(p => p.GetRequiredService<EvaluationJobs>());
    }
}
