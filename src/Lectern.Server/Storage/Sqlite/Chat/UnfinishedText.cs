using System.Text.Json;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Chat;

/// <summary>
/// The deltas at a log's end that no whole event replaced, as the whole event that they become. Read, and reviewed, before the
/// transaction that appends it: nothing waits for the writer meanwhile.
/// </summary>
/// <param name="LastSequence">The log's last number when it was read; 0 when its session is gone.</param>
/// <param name="Whole">Null when there are no such deltas.</param>
/// <param name="Deltas">Their lengths in UTF-16 units.</param>
internal sealed record UnfinishedText(long LastSequence, ChatEvent? Whole, IReadOnlyList<int> Deltas)
{
    public static UnfinishedText Of(SqliteConnection connection, TurnLease lease)
    {
        var last = 0L;
        var deltas = new List<ChatEvent>();
        foreach (var (sequence, type, data) in Backwards(connection, lease))
        {
            last = Math.Max(last, sequence);
            if (!EventTypes.IsDelta(type))
                break;
            deltas.Add(LoggedEvent.FromJson(data));
        }

        deltas.Reverse();
        return new UnfinishedText(
            last, InterruptedText.WholeOf(deltas, () => Citations(connection, lease)),
            [.. deltas.Select(d => InterruptedText.ContentOf(d).Length)]);
    }

    private static IEnumerable<(long Sequence, string Type, string Data)> Backwards(
        SqliteConnection connection, TurnLease lease) =>
        connection.Query<(long, string, string)>(
            """
            SELECT sequence, type, data FROM events
            WHERE session_id = @SessionId AND sequence >= @FirstSequence ORDER BY sequence DESC
            """,
            lease,
            buffered: false);

    private static IReadOnlyList<Citation> Citations(SqliteConnection connection, TurnLease lease) =>
    [
        .. connection.Query<string>(
            """
            SELECT citation FROM open_citations
            WHERE session_id = @SessionId AND first_sequence = @FirstSequence AND epoch = @Epoch ORDER BY id
            """,
            lease).Select(json => JsonSerializer.Deserialize(json, LecternJson.Wire.Citation)!),
    ];
}
