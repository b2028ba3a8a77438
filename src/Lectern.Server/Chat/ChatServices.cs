using Lectern.Server.Platform.Settings;
using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Chat;

internal static class ChatServices
{
    public static void AddChat(this IServiceCollection services)
    {
        services.AddSingleton<SqliteSessions>();
        services.AddSingleton<SqliteSessionSearch>();
        services.AddSingleton<SqliteSessionFork>();
        services.AddSingleton<SqliteTurnStart>();
        services.AddSingleton<SqliteTurnLog>();
        services.AddSingleton<SqliteUsageLedger>();
        services.AddSingleton<CitedSources>();
        services.AddSingleton<TurnRecovery>();
        services.AddSingleton<LiveTurns>();
        services.AddSingleton<TurnReader>();
        services.AddSingleton<TurnPlaces>();
        services.AddSingleton<SessionTitles>();
        services.AddSingleton<TurnRunner>();
        services.AddSingleton<SseStream>();
        services.AddHostedService<TurnShutdown>();
        services.AddOptions<HostOptions>().Configure<CrowdLimits>(
            (host, limits) => host.ShutdownTimeout = limits.ShutdownGrace + TimeSpan.FromSeconds(20));
    }

    /// <summary>Takes over what a crash left running; before the first request.</summary>
    public static async Task PrepareChatAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var recovered = await services.GetRequiredService<TurnRecovery>().RunAsync(cancellationToken);
        var runner = services.GetRequiredService<TurnRunner>();
        foreach (var work in recovered.ToRun)
            runner.GoOn(work);
        if (recovered.ToRun.Count + recovered.Ended > 0)
        {
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Lectern.Chat").LogWarning(
                "The last end of the server interrupted answers: {GoOn} go on, {Ended} were cut off and keep what they had said",
                recovered.ToRun.Count,
                recovered.Ended);
        }
    }
}
