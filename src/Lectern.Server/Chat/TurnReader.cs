using System.Runtime.CompilerServices;
using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>Reads a session's log from a position on and goes on live. Any number of readers can follow one turn.</summary>
internal sealed class TurnReader(ITurnLog log, LiveTurns turns, TimeProvider time)
{
    /// <summary>How often the log of a turn is read that runs, but not here (yet).</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Events after <paramref name="position"/> up to the stop of the turn that began at <paramref name="turn"/>.
    /// </summary>
    public async IAsyncEnumerable<LoggedEvent> ReadAsync(
        Scope scope, string sessionId, long position, long turn,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var tail = new List<LoggedEvent>();
        LiveTurn? live = null;
        while (true)
        {
            // Kept once found: the tail still has the stop when the session is deleted meanwhile. A turn of before, which has
            // ended and is about to be taken from the list, is not the one that is followed.
            live ??= turns.Find(sessionId) is { } found && found.Lease.FirstSequence >= turn ? found : null;

            // Taken before reading: an event that is committed in between completes it.
            var changed = live is null
                ? log.IsRunning(scope, sessionId, turn) ? Task.Delay(Poll, time, cancellationToken) : null
                : live.Ended.IsCompleted ? null : live.Changed;
            tail.Clear();
            var next = live is not null && live.TryReadTail(position, tail) ? tail : Read(scope, sessionId, position);
            var before = position;
            foreach (var one in next)
            {
                position = one.Sequence;
                yield return one;
                if (one.Type == EventTypes.Stop && one.Sequence > turn)
                    yield break;
            }

            if (position > before)
                continue;
            if (changed is null)
                yield break;
            await changed.WaitAsync(cancellationToken);
        }
    }

    private IEnumerable<LoggedEvent> Read(Scope scope, string sessionId, long position) =>
        log.ReadAfter(scope, sessionId, position).SelectMany(row => TurnReplay.Expand(row, position));
}
