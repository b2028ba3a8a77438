using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Chat;

/// <summary>
/// Appends a turn's events in order, numbers them, and lets a whole <c>text</c> or <c>thinking</c> take the place of its deltas.
/// For one owner; not thread-safe.
/// </summary>
internal sealed class TurnWriter(SqliteTurnLog log, LiveTurn turn) : ITurnWriter
{
    private readonly List<int> openDeltas = [];
    private long lastSequence = turn.Lease.FirstSequence;

    /// <summary>The number that the next event gets.</summary>
    public long NextSequence => lastSequence + 1;

    public async ValueTask AppendAsync(ChatEvent chatEvent, CancellationToken cancellationToken)
    {
        var next = LoggedEvent.Of(NextSequence, chatEvent);
        switch (chatEvent)
        {
            case TextDeltaEvent delta:
                await AppendDeltaAsync(next, delta.Content.Length, cancellationToken);
                break;
            case ThinkingDeltaEvent delta:
                await AppendDeltaAsync(next, delta.Content.Length, cancellationToken);
                break;
            case TextEvent or ThinkingEvent:
                await log.AppendWholeAsync(turn.Lease, next, openDeltas, cancellationToken);
                openDeltas.Clear();
                break;
            default:
                await log.AppendAsync(turn.Lease, next, cancellationToken);
                break;
        }

        Committed(next);
    }

    /// <summary>Tells the readers of an event that was committed in another way (the stop).</summary>
    public void Committed(LoggedEvent committed)
    {
        lastSequence = committed.Sequence;
        turn.Publish(committed);
    }

    private async ValueTask AppendDeltaAsync(LoggedEvent next, int length, CancellationToken cancellationToken)
    {
        await log.AppendAsync(turn.Lease, next, cancellationToken);
        openDeltas.Add(length);
    }
}
