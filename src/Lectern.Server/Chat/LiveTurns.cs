using System.Collections.Concurrent;

namespace Lectern.Server.Chat;

/// <summary>The turns that run in this process, by session. Thread-safe.</summary>
internal sealed class LiveTurns
{
    private readonly ConcurrentDictionary<string, LiveTurn> turns = new(StringComparer.Ordinal);

    public IEnumerable<LiveTurn> All => turns.Values;

    public LiveTurn? Find(string sessionId) => turns.GetValueOrDefault(sessionId);

    public void Add(LiveTurn turn) => turns[turn.Lease.SessionId] = turn;

    public void Remove(LiveTurn turn)
    {
        turns.TryRemove(new KeyValuePair<string, LiveTurn>(turn.Lease.SessionId, turn));
        turn.Finish();
    }
}
