using Dapper;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Chat;

/// <inheritdoc cref="ITurnStart"/>
internal sealed class SqliteTurnStart(SqliteDatabase database, Owner owner, TimeProvider time) : ITurnStart
{
    /// <summary>Versions of the same title; the one that was asked last is among them.</summary>
    private const int MostLookedAt = 8;

    public Task<StartOutcome> AcceptAsync(
        Scope scope, string sessionId, TurnRequest request, TurnRefusal? refusal, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            c => Accept(c, scope, sessionId, request, refusal), cancellationToken, Durability.Power);

    /// <summary>A hot path: prompts that come together wait for each other here, so its statements are compiled once.</summary>
    private StartOutcome Accept(
        WriterConnection connection, Scope scope, string sessionId, TurnRequest request, TurnRefusal? refusal)
    {
        var now = time.GetUtcNow();
        if (FindSession(connection, scope, sessionId, request, now) is not { } session)
            return new StartOutcome.NoSession();
        var body = TurnRequestJson.Of(request);
        return session.Decide(request, body, refusal, now, ids => Canonical(connection, scope, ids))
            ?? new StartOutcome.Started(Write(connection, scope, sessionId, session, request, body, now));
    }

    private TurnWork Write(
        WriterConnection connection, Scope scope, string sessionId, TurnAdmissionRule session, TurnRequest request, string body,
        DateTimeOffset now)
    {
        var indexIds = session.IndexesOf(request);
        var first = 1 + (long)connection.Statement(
            "SELECT coalesce(max(sequence), 0) FROM events WHERE session_id = $1", sessionId).ExecuteScalar()!;
        var lease = new TurnLease(sessionId, first, Epoch: 1);
        connection.Statement(
            """
            INSERT INTO turns (session_id, first_sequence, epoch, request, idempotency_key, started_at, key_id, owner_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            sessionId, first, lease.Epoch, body, request.IdempotencyKey, now.ToUnixTimeMilliseconds(), scope.KeyId, owner.Id)
            .ExecuteNonQuery();
        SqliteOwners.Beat(connection, owner, now);
        connection.Statement(
            "INSERT INTO events (session_id, sequence, type, data) VALUES ($1, $2, $3, $4)",
            sessionId, first, EventTypes.UserInput, LoggedEvent.ToJson(new UserInputEvent(request.Prompt))).ExecuteNonQuery();
        connection.Statement(
            """
            UPDATE sessions SET updated_at = $2, index_ids = $3, is_shown = 1, model = coalesce($5, model),
                title = CASE WHEN title IS NULL OR $6 THEN $4 ELSE title END
            WHERE id = $1
            """,
            sessionId,
            now.ToUnixTimeMilliseconds(),
            session.BoundIds is null ? null : SessionRow.ToJson(indexIds),
            Titles.FromMessage(request.Prompt),
            request.Remembered,
            first == 1 && IsNamedAfterAnother(connection, sessionId) ? 1 : 0).ExecuteNonQuery();
        connection.Statement(
            "UPDATE sessions SET is_shown = id = $1 WHERE family = (SELECT family FROM sessions WHERE id = $1)", sessionId)
            .ExecuteNonQuery();
        return new TurnWork(
            scope, lease, request.Prompt, indexIds, request.RequireAllIndexes, request.Model ?? session.Model, now, first,
            AgentUsage.None);
    }

    /// <summary>
    /// Whether a version has the title that was made of the first question of another one, which its own takes the place of.
    /// </summary>
    private static bool IsNamedAfterAnother(WriterConnection connection, string sessionId)
    {
        using var rows = connection.Statement(
            """
            SELECT s.title, e.data FROM sessions s JOIN events e ON e.session_id = s.id AND e.sequence = 1
            WHERE s.id <> $1 AND s.family = (SELECT family FROM sessions WHERE id = $1)
                AND s.title = (SELECT title FROM sessions WHERE id = $1)
            ORDER BY s.id DESC LIMIT $2
            """,
            sessionId, MostLookedAt).ExecuteReader();
        while (rows.Read())
        {
            if (LoggedEvent.FromJson(rows.GetString(1)) is UserInputEvent asked
                && Titles.FromMessage(asked.Content) == rows.GetString(0))
                return true;
        }

        return false;
    }

    private static TurnAdmissionRule? FindSession(
        WriterConnection connection, Scope scope, string sessionId, TurnRequest request, DateTimeOffset now)
    {
        using var rows = connection.Statement(
            "SELECT index_ids, model FROM sessions WHERE id = $1 AND project_id = $2", sessionId, scope.ProjectId)
            .ExecuteReader();
        return rows.Read()
            ? new TurnAdmissionRule(
                SessionRow.FromJson(Text(0)), Text(1), FindLatest(connection, sessionId),
                FindSameKey(connection, sessionId, request, now))
            : null;

        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }

    private static FoundTurn? FindLatest(WriterConnection connection, string sessionId) => FindTurn(
        connection,
        """
        SELECT first_sequence, last_sequence, request, started_at FROM turns
        WHERE session_id = $1 ORDER BY first_sequence DESC LIMIT 1
        """,
        sessionId);

    private static FoundTurn? FindSameKey(
        WriterConnection connection, string sessionId, TurnRequest request, DateTimeOffset now) =>
        request.IdempotencyKey is null ? null : FindTurn(
            connection,
            """
            SELECT first_sequence, last_sequence, request, started_at FROM turns
            WHERE session_id = $1 AND idempotency_key = $2 AND started_at > $3 ORDER BY first_sequence DESC LIMIT 1
            """,
            sessionId, request.IdempotencyKey, (now - TurnAdmissionRule.KeyLifetime).ToUnixTimeMilliseconds());

    private static FoundTurn? FindTurn(WriterConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = connection.Statement(sql, values).ExecuteReader();
        return rows.Read()
            ? new FoundTurn(rows.GetInt64(0), rows.IsDBNull(1) ? null : rows.GetInt64(1), rows.GetString(2), rows.GetInt64(3))
            : null;
    }

    /// <summary>An index's id and its export_config_id are the same index; an unknown id stands for itself.</summary>
    private static HashSet<string> Canonical(SqliteConnection connection, Scope scope, IReadOnlyList<string> indexIds) =>
        [.. indexIds.Select(id => connection.QueryFirstOrDefault<string>(
            "SELECT id FROM indexes WHERE project_id = @ProjectId AND (id = @id OR export_config_id = @id)",
            new { scope.ProjectId, id }) ?? id)];
}
