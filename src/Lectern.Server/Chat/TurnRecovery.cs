using Dapper;
using Lectern.Contracts;
using Lectern.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Chat;

/// <summary>
/// Ends the turns that a crash left running: what was said is kept as <c>text</c> (or <c>thinking</c>), and the stop says that the
/// server restarted. Runs before the first request, while the lock on the data folder proves that nobody else runs.
/// </summary>
internal sealed class TurnRecovery(SqliteDatabase database, TimeProvider time)
{
    private const string Reason = "The server restarted while it answered; what it had said until then is kept.";

    /// <returns>How many turns were ended.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            var open = connection.Query<OpenTurn>(
                "SELECT session_id, first_sequence, epoch, started_at FROM turns WHERE last_sequence IS NULL").AsList();
            foreach (var turn in open)
                End(connection, turn);
            return open.Count;
        },
        cancellationToken,
        Durability.Power);

    private void End(SqliteConnection connection, OpenTurn turn)
    {
        var lease = new TurnLease(turn.SessionId, turn.FirstSequence, turn.Epoch + 1);
        connection.Execute(
            "UPDATE turns SET epoch = @Epoch WHERE session_id = @SessionId AND first_sequence = @FirstSequence", lease);
        var deltas = OpenDeltas(connection, lease);
        var next = 1 + connection.ExecuteScalar<long>(
            "SELECT max(sequence) FROM events WHERE session_id = @SessionId", new { lease.SessionId });
        if (deltas.Count > 0)
        {
            var content = string.Concat(deltas.Select(Content));
            ChatEvent whole = deltas[0] is TextDeltaEvent ? new TextEvent(content, []) : new ThinkingEvent(content);
            SqliteTurnLog.InsertWhole(connection, lease, LoggedEvent.Of(next++, whole), [.. deltas.Select(d => Content(d).Length)]);
        }

        var now = time.GetUtcNow();
        var milliseconds = (now - UnixTime.At(turn.StartedAt)).TotalMilliseconds;
        var steps = connection.ExecuteScalar<int>(
            "SELECT count(*) FROM events WHERE session_id = @SessionId AND sequence > @FirstSequence AND type IN ('text', 'tool_call')", lease);
        var stop = new StopEvent(new Usage(null, null, steps, milliseconds), true, Reason, []);
        SqliteTurnLog.Finish(
            connection, lease, LoggedEvent.Of(next, stop), new JobMetadata(null, null, steps, milliseconds, true, Reason, null),
            now.ToUnixTimeMilliseconds());
    }

    /// <summary>The deltas at the log's end that no whole event replaced.</summary>
    private static List<ChatEvent> OpenDeltas(SqliteConnection connection, TurnLease lease)
    {
        var rows = connection.Query<(string Type, string Data)>(
            "SELECT type, data FROM events WHERE session_id = @SessionId AND sequence > @FirstSequence ORDER BY sequence DESC", lease);
        var deltas = rows.TakeWhile(r => EventTypes.IsDelta(r.Type)).Select(r => LoggedEvent.FromJson(r.Data)).ToList();
        deltas.Reverse();
        return deltas;
    }

    private static string Content(ChatEvent delta) => delta is TextDeltaEvent text ? text.Content : ((ThinkingDeltaEvent)delta).Content;

    private sealed record OpenTurn(string SessionId, long FirstSequence, long Epoch, long StartedAt);
}
