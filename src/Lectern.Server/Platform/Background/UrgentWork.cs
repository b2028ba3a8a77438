namespace Lectern.Server.Platform.Background;

/// <summary>What somebody waits for now, a query say: indexing gives way to it. Thread-safe.</summary>
internal sealed class UrgentWork
{
    /// <summary>However much is asked, indexing goes on: one piece of it after each such wait.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    private readonly object gate = new();
    private int running;

    /// <summary>Says that some has begun; dispose of it when it has ended.</summary>
    public IDisposable Begin()
    {
        lock (gate)
            running++;
        return new Piece(this);
    }

    /// <summary>Between two pieces of indexing: waits a moment for what is urgent.</summary>
    public void GiveWay()
    {
        lock (gate)
        {
            if (running > 0)
                Monitor.Wait(gate, Longest);
        }
    }

    private void End()
    {
        lock (gate)
        {
            if (--running == 0)
                Monitor.PulseAll(gate);
        }
    }

    private sealed class Piece(UrgentWork work) : IDisposable
    {
        private bool hasEnded;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref hasEnded, true))
                work.End();
        }
    }
}
