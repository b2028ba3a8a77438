using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Chat;

internal static class ChatServices
{
    public static void AddChat(this IServiceCollection services)
    {
        services.AddSingleton<CitedSources>();
        services.AddSingleton<LiveTurns>();
        services.AddSingleton<TurnReader>();
        services.AddSingleton<TurnCancellation>();
        services.AddSingleton<TurnPlaces>();
        services.AddSingleton<SessionTitles>();
        services.AddSingleton<TurnEnding>();
        services.AddSingleton<TurnRunner>();
        services.AddSingleton<TurnAdmission>();
        services.AddSingleton<TurnTakeover>();
        services.AddHostedService(p => p.GetRequiredService<TurnTakeover>());
        services.AddSingleton<SessionRemoval>();
        services.AddSingleton<FollowUps>();
        services.AddSingleton<ChatIndexes>();
        services.AddSingleton<SseStream>();
        services.AddSingleton<TurnShutdown>();
        services.AddHostedService(p => p.GetRequiredService<TurnShutdown>());
        services.AddOptions<HostOptions>().Configure<CrowdLimits>(
            (host, limits) => host.ShutdownTimeout = limits.ShutdownGrace + TimeSpan.FromSeconds(20));
    }

    /// <summary>Takes over what a crash left running, and ends deletions; before the first request.</summary>
    public static async Task PrepareChatAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<TurnTakeover>().RunAsync(cancellationToken);
        await services.GetRequiredService<ChatIndexes>().RemoveLeftAsync(
            services.GetRequiredService<ITenancy>().DefaultScope(), cancellationToken);
    }
}
