using Lectern.Contracts;
using Lectern.Server.Chat;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>Makes the frames of a stored row: the deltas that it replaced, with their numbers, then the event itself.</summary>
internal static class TurnReplay
{
    /// <param name="position">Frames up to this number are left out.</param>
    public static void Expand(EventRow row, long position, List<LoggedEvent> events)
    {
        if (row.DeltaLengths is not null)
            ExpandDeltas(row, position, events);
        events.Add(new LoggedEvent(row.Sequence, row.Type, row.Data));
    }

    private static void ExpandDeltas(EventRow row, long position, List<LoggedEvent> events)
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
                events.Add(LoggedEvent.Of(sequence, whole is TextEvent ? new TextDeltaEvent(piece) : new ThinkingDeltaEvent(piece)));
            }

            start += length;
            sequence++;
        }
    }
}
