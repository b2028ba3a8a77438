using System.Text.Json;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Chat;

/// <inheritdoc cref="ITurnLog"/>
internal sealed class SqliteTurnLog(SqliteDatabase database) : ITurnLog
{
    public Task AppendAsync(TurnLease lease, LoggedEvent next, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(connection => Insert(connection, lease, next, null), cancellationToken);

    public Task AppendWholeAsync(
        TurnLease lease, LoggedEvent whole, IReadOnlyList<int> deltas, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(connection => InsertWhole(connection, lease, whole, deltas), cancellationToken);

    public async Task<IReadOnlyList<LoggedEvent>> FinishAsync(
        TurnLease lease, StopEvent stop, JobMetadata job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            var said = database.Read(connection => UnfinishedText.Of(connection, lease));
            var appended = await database.Writer.WriteAsync(
                connection => LastSequence(connection, lease.SessionId) == said.LastSequence
                    ? Finish(connection, lease, stop, job, said, now.ToUnixTimeMilliseconds())
                    : null,
                cancellationToken,
                Durability.Power);
            if (appended is not null)
                return appended;
        }
    }

    public Task NoteUsageAsync(TurnLease lease, AgentUsage used, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection => SqliteUsageLedger.Note(connection, lease, used, now.ToUnixTimeMilliseconds()), cancellationToken);

    public Task NoteCitationAsync(TurnLease lease, Citation citation, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection => connection.Statement(
                """
                INSERT INTO open_citations (session_id, first_sequence, epoch, citation)
                SELECT $1, $2, $3, $4 WHERE EXISTS (
                    SELECT 1 FROM turns WHERE session_id = $1 AND first_sequence = $2 AND epoch = $3 AND last_sequence IS NULL)
                """,
                lease.SessionId, lease.FirstSequence, lease.Epoch,
                JsonSerializer.Serialize(citation, LecternJson.Wire.Citation)).ExecuteNonQuery(),
            cancellationToken);

    public IReadOnlyList<EventRow> ReadAfter(Scope scope, string sessionId, long position) => database.Read(connection =>
    {
        var rows = new List<EventRow>();
        var characters = 0;
        foreach (var row in Rows(connection, scope, sessionId, position))
        {
            rows.Add(row);
            if ((characters += row.Data.Length) >= ITurnLog.MaxReadCharacters)
                break;
        }

        return rows;
    });

    public IReadOnlyList<LoggedEvent> ReadHistory(Scope scope, string sessionId) => database.Read<IReadOnlyList<LoggedEvent>>(
        connection => [.. Rows(connection, scope, sessionId, 0)
            .Where(r => !EventTypes.IsDelta(r.Type)).Select(r => new LoggedEvent(r.Sequence, r.Type, r.Data))]);

    public LoggedTurn? FindTurn(Scope scope, string sessionId, long firstSequence) => database.Read(
        connection => connection.QueryFirstOrDefault<LoggedTurn>(
            """
            SELECT t.first_sequence, t.last_sequence, t.started_at,
                (SELECT max(first_sequence) FROM turns WHERE session_id = t.session_id AND first_sequence < t.first_sequence)
                    AS previous_first
            FROM turns t JOIN sessions s ON s.id = t.session_id
            WHERE t.session_id = @sessionId AND s.project_id = @ProjectId AND t.first_sequence = @firstSequence
            """,
            new { sessionId, scope.ProjectId, firstSequence }));

    public IReadOnlyList<LoggedEvent> ReadTurn(Scope scope, string sessionId, long firstSequence) =>
        database.Read<IReadOnlyList<LoggedEvent>>(connection =>
        {
            var rows = connection.Query<(long Sequence, string Type, string Data)>(
                """
                SELECT e.sequence, e.type, e.data
                FROM turns t JOIN sessions s ON s.id = t.session_id JOIN events e ON e.session_id = t.session_id
                WHERE t.session_id = @sessionId AND s.project_id = @ProjectId AND t.first_sequence = @firstSequence
                  AND e.sequence BETWEEN t.first_sequence AND coalesce(t.last_sequence, 9223372036854775807)
                ORDER BY e.sequence
                """,
                new { sessionId, scope.ProjectId, firstSequence },
                buffered: false);
            return [.. rows.Where(r => !EventTypes.IsDelta(r.Type)).Select(r => new LoggedEvent(r.Sequence, r.Type, r.Data))];
        });

    public bool IsRunning(Scope scope, string sessionId, long firstSequence) => database.Read(
        connection => connection.ExecuteScalar<long>(
            """
            SELECT count(*) FROM turns t JOIN sessions s ON s.id = t.session_id
            WHERE t.session_id = @sessionId AND s.project_id = @ProjectId AND t.first_sequence = @firstSequence
              AND t.last_sequence IS NULL
            """,
            new { sessionId, scope.ProjectId, firstSequence }) > 0);

    public LatestTurn? FindLatest(Scope scope, string sessionId) => database.Read(
        connection => connection.QueryFirstOrDefault<LatestTurn>(
            """
            SELECT t.first_sequence, t.last_sequence, (SELECT max(sequence) FROM events WHERE session_id = t.session_id) AS "end"
            FROM turns t JOIN sessions s ON s.id = t.session_id
            WHERE t.session_id = @sessionId AND s.project_id = @ProjectId
            ORDER BY t.first_sequence DESC LIMIT 1
            """,
            new { sessionId, scope.ProjectId }));

    private static IEnumerable<EventRow> Rows(SqliteConnection connection, Scope scope, string sessionId, long position) =>
        connection.Query<EventRow>(
            """
            SELECT e.sequence, e.type, e.data, e.delta_lengths FROM events e JOIN sessions s ON s.id = e.session_id
            WHERE e.session_id = @sessionId AND s.project_id = @ProjectId AND e.sequence > @position
            ORDER BY e.sequence
            """,
            new { sessionId, scope.ProjectId, position },
            buffered: false);

    /// <summary>The number of a session's last event; 0 when there is none.</summary>
    internal static long LastSequence(WriterConnection connection, string sessionId) => (long)connection.Statement(
        "SELECT coalesce(max(sequence), 0) FROM events WHERE session_id = $1", sessionId).ExecuteScalar()!;

    /// <param name="said">Read of the log as it still is.</param>
    internal static IReadOnlyList<LoggedEvent> Finish(
        WriterConnection connection, TurnLease lease, StopEvent stop, JobMetadata job, UnfinishedText said, long now)
    {
        var appended = new List<LoggedEvent>();
        var next = said.LastSequence + 1;
        if (said.Whole is not null)
        {
            appended.Add(LoggedEvent.Of(next++, said.Whole));
            InsertWhole(connection, lease, appended[0], said.Deltas);
            if (said.Whole is TextEvent text)
                stop = stop with { Unproved = stop.Unproved + text.Unproved.Count };
        }

        appended.Add(LoggedEvent.Of(next, stop));
        Insert(connection, lease, appended[^1], null);
        SqliteUsageLedger.Note(connection, lease, UsedBy(stop), now);
        connection.Statement(
            "UPDATE turns SET last_sequence = $3 WHERE session_id = $1 AND first_sequence = $2",
            lease.SessionId, lease.FirstSequence, next).ExecuteNonQuery();
        connection.Statement(
            "UPDATE sessions SET job_metadata = $2, updated_at = $3 WHERE id = $1",
            lease.SessionId, JsonSerializer.Serialize(job, LecternJson.Wire.JobMetadata), now).ExecuteNonQuery();
        return appended;
    }

    private static AgentUsage UsedBy(StopEvent stop) =>
        new(stop.Usage.Turns, stop.Usage.TotalInputTokens, stop.Usage.TotalOutputTokens)
        {
            DroppedCitations = stop.DroppedCitations,
            Unproved = stop.Unproved,
            Contradicted = stop.Contradicted,
        };

    private static void InsertWhole(WriterConnection connection, TurnLease lease, LoggedEvent whole, IReadOnlyList<int> deltas)
    {
        connection.Statement(
            "DELETE FROM events WHERE session_id = $1 AND sequence >= $2 AND sequence < $3",
            lease.SessionId, whole.Sequence - deltas.Count, whole.Sequence).ExecuteNonQuery();
        Insert(connection, lease, whole, deltas.Count == 0 ? null : DeltaLengths.Encode(deltas));
        if (whole.Type == EventTypes.Text)
        {
            connection.Statement(
                "DELETE FROM open_citations WHERE session_id = $1 AND first_sequence = $2",
                lease.SessionId, lease.FirstSequence).ExecuteNonQuery();
        }
    }

    /// <summary>The hot path: one statement that also proves the lease.</summary>
    private static void Insert(WriterConnection connection, TurnLease lease, LoggedEvent next, byte[]? deltaLengths)
    {
        var insert = connection.Statement(
            """
            INSERT INTO events (session_id, sequence, type, data, delta_lengths)
            SELECT $1, $2, $3, $4, $5 WHERE EXISTS (
                SELECT 1 FROM turns WHERE session_id = $1 AND first_sequence = $6 AND epoch = $7 AND last_sequence IS NULL)
            """,
            lease.SessionId, next.Sequence, next.Type, next.Json, deltaLengths, lease.FirstSequence, lease.Epoch);
        if (insert.ExecuteNonQuery() == 0)
            throw new TurnLostException();
    }
}
