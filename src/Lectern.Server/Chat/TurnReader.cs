using System.Runtime.CompilerServices;
using Lectern.Contracts;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Chat;

/// <summary>Reads a session's log from a position on and goes on live. Any number of readers can follow one turn.</summary>
internal sealed class TurnReader(SqliteTurnLog log, LiveTurns turns)
{
    private const int RowsAtOnce = 200;

    /// <summary>Events after <paramref name="position"/> up to the stop of the turn that began at <paramref name="turn"/>.</summary>
    public async IAsyncEnumerable<LoggedEvent> ReadAsync(
        Scope scope, string sessionId, long position, long turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<LoggedEvent>();
        LiveTurn? live = null;
        while (true)
        {
            // Kept once found: the tail still has the stop when the session is deleted meanwhile.
            live ??= turns.Find(sessionId);

            // Taken before reading: an event that is committed in between completes it.
            var changed = live is null || live.Ended.IsCompleted ? null : live.Changed;
            batch.Clear();
            if (live is null || !live.TryReadTail(position, batch))
                batch.AddRange(log.ReadAfter(scope, sessionId, position, RowsAtOnce));

            foreach (var next in batch)
            {
                position = next.Sequence;
                yield return next;
                if (next.Type == EventTypes.Stop && next.Sequence > turn)
                    yield break;
            }

            if (batch.Count > 0)
                continue;
            if (changed is null)
                yield break;
            await changed.WaitAsync(cancellationToken);
        }
    }
}
