using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Platform.Diagnostics;

namespace Lectern.Server.Chat;

/// <summary>
/// Appends a turn's events in order, numbers them, and lets a whole <c>text</c> or <c>thinking</c> take the place of its deltas.
/// For one owner; not thread-safe.
/// </summary>
/// <param name="lastSequence">The number of the log's last event.</param>
internal sealed class TurnWriter(ITurnLog log, LiveTurn turn, long lastSequence, TimeProvider time) : ITurnWriter
{
    private readonly List<int> openDeltas = [];

    public async ValueTask AppendAsync(ChatEvent chatEvent, CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.LogWrite)?.SetTag(Spans.EventType, chatEvent.Type);
        var next = LoggedEvent.Of(lastSequence + 1, chatEvent);
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

        lastSequence = next.Sequence;
        turn.Publish(next);
    }

    public async ValueTask StepEndedAsync(AgentUsage used) =>
        await log.NoteUsageAsync(turn.Lease, used, time.GetUtcNow(), CancellationToken.None);

    public async ValueTask CitedAsync(Citation citation) =>
        await log.NoteCitationAsync(turn.Lease, citation, CancellationToken.None);

    private async ValueTask AppendDeltaAsync(LoggedEvent next, int length, CancellationToken cancellationToken)
    {
        await log.AppendAsync(turn.Lease, next, cancellationToken);
        openDeltas.Add(length);
    }
}
