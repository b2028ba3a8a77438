using Lectern.Server.Platform.Background;

namespace Lectern.Server.Chat;

/// <summary>
/// Looks each second what the store says of turns: one that is to be cancelled and runs here is cancelled, one that nobody runs
/// any more is taken over.
/// </summary>
internal sealed partial class TurnTakeover(
    ITurnLeases leases, LiveTurns turns, TurnRunner runner, Supervisor supervisor, TimeProvider time,
    ILogger<TurnTakeover> logger)
    : SupervisedLoop("takeover", "Taking over turns", supervisor)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Also before the first request: it must not find a turn that nobody runs.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!leases.IsAnyLeft())
            return;
        var recovered = await leases.TakeOverAsync(cancellationToken);
        foreach (var work in recovered.ToRun)
            runner.GoOn(work);
        TakenOver(recovered.ToRun.Count, recovered.Ended);
    }

    protected override Task PassAsync(CancellationToken stoppingToken)
    {
        foreach (var lease in leases.Cancelled())
        {
            if (turns.Find(lease.SessionId) is { } turn && turn.Lease == lease)
                turn.Cancel(TurnInterruption.Cancelled);
        }

        return RunAsync(stoppingToken);
    }

    protected override Task NextAsync(CancellationToken stoppingToken) => Task.Delay(Interval, time, stoppingToken);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The end of a server interrupted answers: {GoOn} go on, {Ended} were cut off and keep what they had said")]
    private partial void TakenOver(int goOn, int ended);
}
