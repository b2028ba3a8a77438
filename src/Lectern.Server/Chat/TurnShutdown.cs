using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Chat;

/// <summary>At shutdown running turns get a while to finish; then they are stopped, with a stop that says so.</summary>
internal sealed class TurnShutdown(
    LiveTurns turns, CrowdLimits limits, TimeProvider time, IHostApplicationLifetime lifetime) : IHostedService
{
    private ITimer? timer;

    /// <summary>Stopping is told before the web server drains its connections, which the turns' readers hold.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(
            () => timer = time.CreateTimer(_ => Cancel(), null, limits.ShutdownGrace, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (timer is not null)
            await timer.DisposeAsync();
        Cancel();
        await Task.WhenAll(turns.All.Select(t => t.Ended)).WaitAsync(cancellationToken);
    }

    private void Cancel()
    {
        foreach (var turn in turns.All)
            turn.Cancel(TurnEnd.Shutdown);
    }
}
