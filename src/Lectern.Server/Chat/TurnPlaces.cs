using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Chat;

/// <summary>
/// The places in which turns run. When all are taken, turns wait in a bounded queue; a place that becomes free goes to the key
/// that has the fewest, and among those to the turn that has waited longest. A key may fill half of what the others leave of
/// the queue, so there is always room for one more key. What nobody waits for runs aside and holds no user up. The limits
/// protect this process, so they are this process's own. Thread-safe.
/// </summary>
internal sealed class TurnPlaces
{
    private readonly Lock gate = new();
    private readonly LinkedList<TurnPlace> queue = [];
    private readonly Dictionary<string, int> runningByKey = new(StringComparer.Ordinal);
    private readonly List<TurnPlace> aside = [];
    private readonly CrowdLimits limits;
    private readonly TimeProvider time;
    private int running;

    public TurnPlaces(CrowdLimits limits, ServerMeter meter, TimeProvider time)
    {
        this.limits = limits;
        this.time = time;
        meter.TellTurns(() => Running, () => Queued);
    }

    public int Running
    {
        get
        {
            lock (gate)
                return running + aside.Count;
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
    /// <returns>Null where there is none, with the <paramref name="refusal"/> that says why.</returns>
    public TurnPlace? TryEnter(string keyId, out TurnRefusal? refusal)
    {
        lock (gate)
        {
            var queuedByKey = queue.Count(p => p.KeyId == keyId);
            refusal = RunningOf(keyId) + queuedByKey >= limits.TurnsPerKey ? new TurnRefusal.KeyIsFull(limits.TurnsPerKey)
                : running >= limits.Turns && queuedByKey >= limits.QueuedTurns - queue.Count ? new TurnRefusal.QueueIsFull()
                : null;
            return refusal is null ? Take(keyId) : null;
        }
    }

    /// <summary>Takes a place, or one in the queue, for a turn that was accepted before a restart: it is never refused.</summary>
    public TurnPlace Reenter(string keyId)
    {
        lock (gate)
            return Take(keyId);
    }

    /// <summary>
    /// Takes a place beside those of users, who neither wait for it nor are refused because of it. Only while there are free
    /// ones, and at most half as many as there are.
    /// </summary>
    /// <returns>Null where there is none now: it is in no queue.</returns>
    public TurnPlace? TryEnterAside(string keyId)
    {
        lock (gate)
        {
            var ofKey = RunningOf(keyId) + aside.Count(p => p.KeyId == keyId);
            if (queue.Count > 0 || running + aside.Count >= limits.Turns || aside.Count >= (limits.Turns + 1) / 2
                || ofKey >= limits.TurnsPerKey)
                return null;
            var place = new TurnPlace(this, keyId, time.GetTimestamp(), isAside: true);
            aside.Add(place);
            place.Begin();
            return place;
        }
    }

    /// <summary>Gives a place back, or leaves the queue.</summary>
    internal void Leave(TurnPlace place)
    {
        lock (gate)
        {
            if (place.IsAside ? aside.Remove(place) : queue.Remove(place))
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

    private TurnPlace Take(string keyId)
    {
        var place = new TurnPlace(this, keyId, time.GetTimestamp());
        if (running < limits.Turns)
            Start(place);
        else
            queue.AddLast(place);
        return place;
    }

    private void Start(TurnPlace place)
    {
        running++;
        runningByKey[place.KeyId] = RunningOf(place.KeyId) + 1;
        place.Begin();
    }

    private int RunningOf(string keyId) => runningByKey.GetValueOrDefault(keyId);
}
