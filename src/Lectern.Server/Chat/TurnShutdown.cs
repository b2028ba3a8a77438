using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Chat;

/// <summary>At shutdown running turns get a while to finish; then they are stopped, with a stop that says so.</summary>
internal sealed class TurnShutdown(
    LiveTurns turns, CrowdLimits limits, TimeProvider time, IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    /// <summary>What is said of an answer that was stopped.</summary>
    public const string CutOff = "The server was shut down while it answered";

    private readonly CancellationTokenSource grace = new();
    private ITimer? timer;

    /// <summary>From now on nothing new is taken.</summary>
    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Cancelled when the while is over, for answers that are no <see cref="LiveTurn"/>.</summary>
    public CancellationToken GraceIsOver => grace.Token;

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

    public void Dispose() => grace.Dispose();

    private void Cancel()
    {
        foreach (var turn in turns.All)
            turn.Cancel(TurnInterruption.Shutdown);
        grace.Cancel();
    }
}
