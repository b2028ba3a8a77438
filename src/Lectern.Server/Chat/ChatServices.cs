using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Chat;

internal static class ChatServices
{
    public static void AddChat(this IServiceCollection services)
    {
        services.AddSingleton<SqliteSessions>();
        services.AddSingleton<SqliteTurnStart>();
        services.AddSingleton<SqliteTurnLog>();
        services.AddSingleton<TurnRecovery>();
        services.AddSingleton<LiveTurns>();
        services.AddSingleton<TurnReader>();
        services.AddSingleton<TurnRunner>();
        services.AddSingleton<SseStream>();
        services.AddHostedService<TurnShutdown>();
    }

    /// <summary>Ends what a crash left running; before the first request.</summary>
    public static async Task PrepareChatAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var ended = await services.GetRequiredService<TurnRecovery>().RunAsync(cancellationToken);
        if (ended > 0)
        {
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Lectern.Chat")
                .LogWarning("{Count} answers were cut off by the last end of the server; what they had said is kept", ended);
        }
    }
}
