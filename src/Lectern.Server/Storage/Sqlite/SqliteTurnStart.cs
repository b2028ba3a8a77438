using Dapper;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <inheritdoc cref="ITurnStart"/>
internal sealed class SqliteTurnStart(SqliteDatabase database, Owner owner, TimeProvider time) : ITurnStart
{
    private static readonly TimeSpan RetryWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(24);

    public Task<StartOutcome> AcceptAsync(
        Scope scope, string sessionId, TurnRequest request, TurnRefusal? refusal, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            c => Accept(c, scope, sessionId, request, refusal), cancellationToken, Durability.Power);

    /// <summary>A hot path: prompts that come together wait for each other here, so its statements are compiled once.</summary>
    private StartOutcome Accept(
        WriterConnection connection, Scope scope, string sessionId, TurnRequest request, TurnRefusal? refusal)
    {
        if (FindSession(connection, scope, sessionId) is not { } session)
            return new StartOutcome.NoSession();
        var now = time.GetUtcNow();
        var latest = FindTurn(
            connection,
            """
            SELECT first_sequence, last_sequence, request, started_at FROM turns
            WHERE session_id = $1 ORDER BY first_sequence DESC LIMIT 1
            """,
            sessionId);
        var body = TurnRequestJson.Of(request);
        var known = FindSameKey(connection, sessionId, request, now);
        if (known is not null && known.Request != body)
            return new StartOutcome.OtherBody();
        if ((known ?? RetriedTurn(request, body, latest, now)) is { } joined)
            return new StartOutcome.Joined(joined.FirstSequence);
        if (session.BoundIds is null && request.IndexIds.Count == 0)
            return new StartOutcome.NoIndexes();
        if (IndexSet(connection, scope, session.BoundIds, request, isFirst: latest is null) is not { } indexIds)
            return new StartOutcome.OtherIndexes();
        if (latest is { LastSequence: null })
            return new StartOutcome.StillAnswering();
        return refusal is not null
            ? new StartOutcome.Refused(refusal)
            : new StartOutcome.Started(Write(connection, scope, session, request, body, indexIds, now));
    }

    private TurnWork Write(
        WriterConnection connection, Scope scope, Session session, TurnRequest request, string body,
        IReadOnlyList<string> indexIds, DateTimeOffset now)
    {
        var first = 1 + (long)connection.Statement(
            "SELECT coalesce(max(sequence), 0) FROM events WHERE session_id = $1", session.Id).ExecuteScalar()!;
        var lease = new TurnLease(session.Id, first, Epoch: 1);
        connection.Statement(
            """
            INSERT INTO turns (session_id, first_sequence, epoch, request, idempotency_key, started_at, key_id, owner_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            session.Id, first, lease.Epoch, body, request.IdempotencyKey, now.ToUnixTimeMilliseconds(), scope.KeyId, owner.Id)
            .ExecuteNonQuery();
        SqliteOwners.Beat(connection, owner, now);
        connection.Statement(
            "INSERT INTO events (session_id, sequence, type, data) VALUES ($1, $2, $3, $4)",
            session.Id, first, EventTypes.UserInput, LoggedEvent.ToJson(new UserInputEvent(request.Prompt))).ExecuteNonQuery();
        connection.Statement(
            """
            UPDATE sessions SET updated_at = $2, index_ids = $3, title = coalesce(title, $4), model = coalesce($5, model)
            WHERE id = $1
            """,
            session.Id,
            now.ToUnixTimeMilliseconds(),
            session.BoundIds is null ? null : SessionRow.ToJson(indexIds),
            Titles.FromMessage(request.Prompt),
            request.Model).ExecuteNonQuery();
        connection.Statement(
            "UPDATE sessions SET is_shown = id = $1 WHERE family = (SELECT family FROM sessions WHERE id = $1)", session.Id)
            .ExecuteNonQuery();
        return new TurnWork(
            scope, lease, request.Prompt, indexIds, request.RequireAllIndexes, request.Model ?? session.Model, now, first,
            AgentUsage.None);
    }

    private static Session? FindSession(WriterConnection connection, Scope scope, string sessionId)
    {
        using var rows = connection.Statement(
            "SELECT index_ids, model FROM sessions WHERE id = $1 AND project_id = $2", sessionId, scope.ProjectId)
            .ExecuteReader();
        return rows.Read() ? new Session(sessionId, SessionRow.FromJson(Text(0)), Text(1)) : null;

        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }

    private static TurnRow? FindTurn(WriterConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = connection.Statement(sql, values).ExecuteReader();
        return rows.Read()
            ? new TurnRow(rows.GetInt64(0), rows.IsDBNull(1) ? null : rows.GetInt64(1), rows.GetString(2), rows.GetInt64(3))
            : null;
    }

    private static TurnRow? FindSameKey(
        WriterConnection connection, string sessionId, TurnRequest request, DateTimeOffset now) =>
        request.IdempotencyKey is null ? null : FindTurn(
            connection,
            """
            SELECT first_sequence, last_sequence, request, started_at FROM turns
            WHERE session_id = $1 AND idempotency_key = $2 AND started_at > $3 ORDER BY first_sequence DESC LIMIT 1
            """,
            sessionId, request.IdempotencyKey, (now - KeyLifetime).ToUnixTimeMilliseconds());

    private static TurnRow? RetriedTurn(TurnRequest request, string body, TurnRow? latest, DateTimeOffset now) =>
        request.IsRetry && latest is not null && latest.Request == body && now - UnixTime.At(latest.StartedAt) <= RetryWindow
            ? latest
            : null;

    /// <summary>The set to search, as the client named it, by the rules of bound and unbound sessions.</summary>
    /// <returns>Null when the session is bound to another.</returns>
    private static IReadOnlyList<string>? IndexSet(
        SqliteConnection connection, Scope scope, IReadOnlyList<string>? bound, TurnRequest request, bool isFirst)
    {
        if (bound is null)
            return request.IndexIds;
        if (request.IndexIds.Count == 0)
            return bound;
        if (isFirst)
            return request.IndexIds;
        return Canonical(connection, scope, bound).SetEquals(Canonical(connection, scope, request.IndexIds)) ? bound : null;
    }

    /// <summary>An index's id and its export_config_id are the same index; an unknown id stands for itself.</summary>
    private static HashSet<string> Canonical(SqliteConnection connection, Scope scope, IReadOnlyList<string> indexIds) =>
        [.. indexIds.Select(id => connection.QueryFirstOrDefault<string>(
            "SELECT id FROM indexes WHERE project_id = @ProjectId AND (id = @id OR export_config_id = @id)",
            new { scope.ProjectId, id }) ?? id)];

    /// <param name="BoundIds">Null for an unbound session.</param>
    private sealed record Session(string Id, IReadOnlyList<string>? BoundIds, string? Model);

    private sealed record TurnRow(long FirstSequence, long? LastSequence, string Request, long StartedAt);
}
