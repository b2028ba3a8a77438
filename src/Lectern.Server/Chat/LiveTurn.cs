namespace Lectern.Server.Chat;

/// <summary>
/// A running turn in this process: how to cancel it, and its newest events for readers that keep up. The tail only holds what is
/// committed; a reader that falls behind it reads the log. Thread-safe.
/// </summary>
internal sealed class LiveTurn : IDisposable
{
    private const int MaxTailEvents = 256;
    private const int MaxTailCharacters = 64 * 1024;

    private readonly Lock gate = new();
    private readonly Queue<LoggedEvent> tail = new();
    private readonly CancellationTokenSource cancellation = new();
    private readonly TaskCompletionSource ended = NewSignal();
    private TaskCompletionSource changed = NewSignal();
    private int tailCharacters;

    public LiveTurn(TurnLease lease) => Lease = lease;

    public TurnLease Lease { get; }

    public CancellationToken Cancelled => cancellation.Token;

    /// <summary>Why the turn was cancelled; null while it was not.</summary>
    public TurnInterruption? End { get; private set; }

    /// <summary>Other turns run first.</summary>
    public bool IsQueued { get; set; }

    /// <summary>When the model's server is asked again that had too much to do; null or past: nobody waits for that.</summary>
    public DateTimeOffset? AsksAgainAt { get; private set; }

    /// <summary>Completes when the turn is over.</summary>
    public Task Ended => ended.Task;

    /// <summary>Completes at the next event, or when the turn is over. Take it before reading, then wait for it.</summary>
    public Task Changed
    {
        get
        {
            lock (gate)
                return changed.Task;
        }
    }

    public void AsksAgain(DateTimeOffset at) => AsksAgainAt = at;

    /// <summary>Asks the turn to end; the first reason counts.</summary>
    public void Cancel(TurnInterruption reason)
    {
        lock (gate)
        {
            if (End is not null)
                return;
            End = reason;
        }

        try
        {
            cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The turn ended by itself at this very moment.
        }
    }

    /// <summary>Shows a committed event to the readers.</summary>
    public void Publish(LoggedEvent committed)
    {
        lock (gate)
        {
            tail.Enqueue(committed);
            tailCharacters += committed.Json.Length;
            while (tail.Count > MaxTailEvents || (tailCharacters > MaxTailCharacters && tail.Count > 1))
                tailCharacters -= tail.Dequeue().Json.Length;
        }

        Wake();
    }

    /// <summary>The turn is over: wakes whoever waits.</summary>
    public void Finish()
    {
        Wake();
        ended.TrySetResult();
    }

    private void Wake()
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            signal = changed;
            changed = NewSignal();
        }

        signal.TrySetResult();
    }

    /// <summary>Adds the events after a position, when the tail still reaches back to it.</summary>
    public bool TryReadTail(long position, List<LoggedEvent> into)
    {
        lock (gate)
        {
            if (!tail.TryPeek(out var oldest) || oldest.Sequence > position + 1)
                return false;
            into.AddRange(tail.Where(e => e.Sequence > position));
            return true;
        }
    }

    public void Dispose() => cancellation.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
