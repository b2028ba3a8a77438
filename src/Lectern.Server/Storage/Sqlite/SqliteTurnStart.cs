using Dapper;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <inheritdoc cref="ITurnStart"/>
internal sealed class SqliteTurnStart(SqliteDatabase database, Owner owner, TimeProvider time) : ITurnStart
{
    private static readonly TimeSpan RetryWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(24);

    public Task<AcceptedTurn> AcceptAsync(
        Scope scope, string sessionId, TurnRequest request, Action admit, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(c => Accept(c, scope, sessionId, request, admit), cancellationToken, Durability.Power);

    /// <summary>A hot path: prompts that come together wait for each other here, so its statements are compiled once.</summary>
    private AcceptedTurn Accept(WriterConnection connection, Scope scope, string sessionId, TurnRequest request, Action admit)
    {
        var boundIds = BoundIds(connection, scope, sessionId);
        var now = time.GetUtcNow();
        var latest = FindTurn(
            connection, "SELECT first_sequence, last_sequence, request, started_at FROM turns WHERE session_id = $1 ORDER BY first_sequence DESC LIMIT 1", sessionId);
        var body = TurnRequestJson.Of(request);
        if (FindTurnToJoin(connection, sessionId, request, body, latest, now) is { } known)
            return new AcceptedTurn(known.FirstSequence, Work: null);

        var indexIds = IndexSet(connection, scope, boundIds, request, isFirst: latest is null);
        if (latest is { LastSequence: null })
            throw ApiException.Conflict("This session is still answering. Wait for its stop event, or cancel the turn.");
        admit();

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
            "UPDATE sessions SET updated_at = $2, index_ids = $3, title = coalesce(title, $4) WHERE id = $1",
            sessionId, now.ToUnixTimeMilliseconds(), boundIds is null ? null : SessionRow.ToJson(indexIds), Titles.FromMessage(request.Prompt)).ExecuteNonQuery();
        return new AcceptedTurn(
            first, new TurnWork(scope, lease, request.Prompt, indexIds, request.RequireAllIndexes, now, first, AgentUsage.None));
    }

    /// <returns>Null for an unbound session.</returns>
    private static IReadOnlyList<string>? BoundIds(WriterConnection connection, Scope scope, string sessionId)
    {
        var found = connection.Statement(
            "SELECT coalesce(index_ids, '') FROM sessions WHERE id = $1 AND project_id = $2", sessionId, scope.ProjectId).ExecuteScalar();
        return found is string ids
            ? SessionRow.FromJson(ids.Length == 0 ? null : ids)
            : throw ApiException.NotFound("Session", sessionId);
    }

    private static TurnRow? FindTurn(WriterConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = connection.Statement(sql, values).ExecuteReader();
        return rows.Read()
            ? new TurnRow(rows.GetInt64(0), rows.IsDBNull(1) ? null : rows.GetInt64(1), rows.GetString(2), rows.GetInt64(3))
            : null;
    }

    private static TurnRow? FindTurnToJoin(
        WriterConnection connection, string sessionId, TurnRequest request, string body, TurnRow? latest, DateTimeOffset now)
    {
        if (request.IdempotencyKey is not null)
        {
            var sameKey = FindTurn(
                connection,
                """
                SELECT first_sequence, last_sequence, request, started_at FROM turns
                WHERE session_id = $1 AND idempotency_key = $2 AND started_at > $3 ORDER BY first_sequence DESC LIMIT 1
                """,
                sessionId, request.IdempotencyKey, (now - KeyLifetime).ToUnixTimeMilliseconds());
            if (sameKey is not null && sameKey.Request != body)
            {
                throw Problems.Single(
                    "idempotency_key", "This Idempotency-Key was used with another body", "body");
            }

            if (sameKey is not null)
                return sameKey;
        }

        var isRetryOfLatest = request.IsRetry && latest is not null && latest.Request == body
            && now - UnixTime.At(latest.StartedAt) <= RetryWindow;
        return isRetryOfLatest ? latest : null;
    }

    /// <summary>The set to search, as the client named it, by the rules of bound and unbound sessions.</summary>
    private static IReadOnlyList<string> IndexSet(
        SqliteConnection connection, Scope scope, IReadOnlyList<string>? bound, TurnRequest request, bool isFirst)
    {
        if (bound is null)
        {
            return request.IndexIds.Count > 0
                ? request.IndexIds
                : throw Problems.Single(
                    "missing", "This session is not bound to indexes, so every message has to name some", "body", "index_ids");
        }

        if (request.IndexIds.Count == 0)
            return bound;
        if (isFirst)
            return request.IndexIds;
        return Canonical(connection, scope, bound).SetEquals(Canonical(connection, scope, request.IndexIds))
            ? bound
            : throw new ApiException(400, "This session's indexes were locked by its first message; they cannot be changed.");
    }

    /// <summary>An index's id and its export_config_id are the same index; an unknown id stands for itself.</summary>
    private static HashSet<string> Canonical(SqliteConnection connection, Scope scope, IReadOnlyList<string> indexIds) =>
        [.. indexIds.Select(id => connection.QueryFirstOrDefault<string>(
            "SELECT id FROM indexes WHERE project_id = @ProjectId AND (id = @id OR export_config_id = @id)",
            new { scope.ProjectId, id }) ?? id)];

    private sealed record TurnRow(long FirstSequence, long? LastSequence, string Request, long StartedAt);
}
