using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>
/// Cancels the running turn of a session, whoever runs it: the wish is stored, and outlives a server that ends before the stop is
/// written. Thread-safe.
/// </summary>
internal sealed class TurnCancellation(ITurnLeases leases, ITurnLog log, LiveTurns turns, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when the turn has ended.</summary>
    public async Task CancelAsync(Scope scope, string sessionId, CancellationToken cancellationToken)
    {
        var here = turns.Find(sessionId);
        here?.Cancel(TurnInterruption.Cancelled);
        var first = await StoreAsync(scope, sessionId, isHere: here is not null);
        if (here is not null)
            await here.Ended.WaitAsync(cancellationToken);
        while (first is { } turn && log.IsRunning(scope, sessionId, turn))
            await Task.Delay(Poll, time, cancellationToken);
    }

    private async Task<long?> StoreAsync(Scope scope, string sessionId, bool isHere)
    {
        try
        {
            return await leases.CancelAsync(scope, sessionId, CancellationToken.None);
        }
        catch (Exception e) when (isHere && DiskFull.Is(e))
        {
            // It has been told already; there is no room to tell its next owner too.
            return null;
        }
    }
}
