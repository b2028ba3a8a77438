using Lectern.Contracts;

namespace Lectern.Server.Chat;

/// <summary>Makes the frames of a stored row: the deltas that it replaced, with their numbers, then the event itself.</summary>
internal static class TurnReplay
{
    /// <summary>One by one: a row of a long answer can stand for very many deltas.</summary>
    /// <param name="position">Frames up to this number are left out.</param>
    public static IEnumerable<LoggedEvent> Expand(EventRow row, long position)
    {
        foreach (var delta in row.DeltaLengths is null ? [] : Deltas(row, position))
            yield return delta;
        yield return new LoggedEvent(row.Sequence, row.Type, row.Data);
    }

    private static IEnumerable<LoggedEvent> Deltas(EventRow row, long position)
    {
        var lengths = DeltaLengths.Decode(row.DeltaLengths!);
        var whole = LoggedEvent.FromJson(row.Data);
        var content = whole is TextEvent text ? text.Content : ((ThinkingEvent)whole).Content;
        var sequence = row.Sequence - lengths.Count;
        var start = 0;
        foreach (var length in lengths)
        {
            if (sequence > position)
            {
                var piece = content.Substring(start, length);
                yield return LoggedEvent.Of(
                    sequence, whole is TextEvent ? new TextDeltaEvent(piece) : new ThinkingDeltaEvent(piece));
            }

            start += length;
            sequence++;
        }
    }
}
