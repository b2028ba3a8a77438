namespace Lectern.Server.Indexing.Sharing;

/// <summary>
/// Small work that goes on for longer than <see cref="SmallWork.Budget"/>: it becomes large where there is a place for that, else
/// its token is cancelled.
/// </summary>
internal sealed class SmallBudget : IDisposable
{
    private readonly FairPlace place;
    private readonly CancellationTokenSource cancellation;
    private readonly ITimer timer;

    public SmallBudget(FairPlace place, TimeProvider time, CancellationToken cancellationToken)
    {
        this.place = place;
        cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer = time.CreateTimer(_ => End(), null, SmallWork.Budget, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => cancellation.Token;

    /// <summary>Whether the token was cancelled because of it.</summary>
    public bool IsSpent { get; private set; }

    public void Dispose()
    {
        timer.Dispose();
        cancellation.Dispose();
    }

    private void End()
    {
        if (place.TryGrow())
            return;
        IsSpent = true;
        try
        {
            cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The work ended at this very moment.
        }
    }
}
