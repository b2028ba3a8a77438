using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Chat;

/// <summary>
/// The places in which turns run. When all are taken, turns wait in a bounded queue; a place that becomes free goes to the key
/// that has the fewest, and among those to the turn that has waited longest. A key may fill half of what the others leave of
/// the queue, so there is always room for one more key. The limits protect this process, so they are this process's own.
/// Thread-safe.
/// </summary>
internal sealed class TurnPlaces
{
    /// <summary>What a refused client is told to wait: turns take seconds, not minutes.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly LinkedList<TurnPlace> queue = [];
    private readonly Dictionary<string, int> runningByKey = new(StringComparer.Ordinal);
    private readonly CrowdLimits limits;
    private readonly TimeProvider time;
    private readonly ServerMeter meter;
    private int running;

    public TurnPlaces(CrowdLimits limits, ServerMeter meter, TimeProvider time)
    {
        this.limits = limits;
        this.meter = meter;
        this.time = time;
        meter.TellTurns(() => Running, () => Queued);
    }

    public int Running
    {
        get
        {
            lock (gate)
                return running;
        }
    }

    public int Queued
    {
        get
        {
            lock (gate)
                return queue.Count;
        }
    }

    /// <summary>Takes a place, or one in the queue.</summary>
    /// <param name="isInterrupted">The turn was accepted before a restart: it is never refused.</param>
    /// <exception cref="ApiException">429: the key has too many turns, or the queue is full.</exception>
    public TurnPlace Enter(string keyId, bool isInterrupted = false)
    {
        lock (gate)
        {
            var queuedByKey = queue.Count(p => p.KeyId == keyId);
            if (!isInterrupted && RunningOf(keyId) + queuedByKey >= limits.TurnsPerKey)
                throw Refuse(
                    $"This key has {limits.TurnsPerKey} turns already, as many as it may. Try again when one has ended.");
            var place = new TurnPlace(this, keyId, time.GetTimestamp());
            if (running < limits.Turns)
                Start(place);
            else if (isInterrupted || queuedByKey < limits.QueuedTurns - queue.Count)
                queue.AddLast(place);
            else
                throw Refuse("The server is answering as many questions as it can. Try again in a few seconds.");
            return place;
        }
    }

    /// <summary>Gives a place back, or leaves the queue.</summary>
    internal void Leave(TurnPlace place)
    {
        lock (gate)
        {
            if (queue.Remove(place))
                return;
            running--;
            if (--runningByKey[place.KeyId] == 0)
                runningByKey.Remove(place.KeyId);
            if (queue.Count == 0)
                return;
            var next = queue.MinBy(p => RunningOf(p.KeyId))!;
            queue.Remove(next);
            Start(next);
        }
    }

    private void Start(TurnPlace place)
    {
        running++;
        runningByKey[place.KeyId] = RunningOf(place.KeyId) + 1;
        meter.TurnWait.Record(time.GetElapsedTime(place.Entered).TotalSeconds);
        place.Begin();
    }

    private int RunningOf(string keyId) => runningByKey.GetValueOrDefault(keyId);

    private ApiException Refuse(string detail)
    {
        meter.TurnsRefused.Add(1);
        return new ApiException(StatusCodes.Status429TooManyRequests, detail) { RetryAfter = RetryAfter };
    }
}

/// <summary>A turn's place, or its number in the queue, until it is disposed of.</summary>
internal sealed class TurnPlace(TurnPlaces places, string keyId, long entered) : IDisposable
{
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool left;

    public string KeyId => keyId;

    /// <summary>Timestamp of the injected clock.</summary>
    public long Entered => entered;

    /// <summary>Completes when the turn may run.</summary>
    public Task Begun => begun.Task;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref left, true))
            return;
        places.Leave(this);
    }

    internal void Begin() => begun.TrySetResult();
}
