using Dapper;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// Decides, in one transaction, whether a prompt becomes a turn: it joins the turn that it is a retry of, is refused, or is
/// written as the session's next turn.
/// </summary>
internal sealed class SqliteTurnStart(SqliteDatabase database, TimeProvider time)
{
    private static readonly TimeSpan RetryWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(24);

    /// <exception cref="ApiException">404 unknown session, 400 another index set, 409 a turn runs.</exception>
    /// <exception cref="ValidationException">An unbound session without index ids; a key that was used with another body.</exception>
    /// <param name="admit">Called when a new turn is about to be written; what it throws refuses the turn.</param>
    public Task<AcceptedTurn> AcceptAsync(
        Scope scope, string sessionId, TurnRequest request, Action admit, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(c => Accept(c, scope, sessionId, request, admit), cancellationToken, Durability.Power);

    private AcceptedTurn Accept(SqliteConnection connection, Scope scope, string sessionId, TurnRequest request, Action admit)
    {
        var session = connection.QueryFirstOrDefault<SessionRow>(
            """
            SELECT id, title, index_ids, shared_access, job_metadata, updated_at FROM sessions
            WHERE id = @sessionId AND project_id = @ProjectId
            """,
            new { sessionId, scope.ProjectId }) ?? throw ApiException.NotFound("Session", sessionId);
        var now = time.GetUtcNow();
        var latest = connection.QueryFirstOrDefault<TurnRow>(
            "SELECT first_sequence, last_sequence, epoch, request, started_at FROM turns WHERE session_id = @sessionId "
            + "ORDER BY first_sequence DESC LIMIT 1",
            new { sessionId });
        var body = TurnRequestJson.Of(request);
        if (FindTurnToJoin(connection, sessionId, request, body, latest, now) is { } known)
            return new AcceptedTurn(known.FirstSequence, Work: null);

        var indexIds = IndexSet(connection, scope, session, request, isFirst: latest is null);
        if (latest is { LastSequence: null })
            throw ApiException.Conflict("This session is still answering. Wait for its stop event, or cancel the turn.");
        admit();

        var first = 1 + connection.ExecuteScalar<long>(
            "SELECT coalesce(max(sequence), 0) FROM events WHERE session_id = @sessionId", new { sessionId });
        var lease = new TurnLease(sessionId, first, Epoch: 1);
        connection.Execute(
            "INSERT INTO turns (session_id, first_sequence, epoch, request, idempotency_key, started_at, key_id) "
            + "VALUES (@sessionId, @first, @Epoch, @body, @IdempotencyKey, @started, @KeyId)",
            new { sessionId, first, lease.Epoch, body, request.IdempotencyKey, started = now.ToUnixTimeMilliseconds(), scope.KeyId });
        connection.Execute(
            "INSERT INTO events (session_id, sequence, type, data) VALUES (@sessionId, @first, @type, @data)",
            new { sessionId, first, type = EventTypes.UserInput, data = LoggedEvent.ToJson(new UserInputEvent(request.Prompt)) });
        connection.Execute(
            "UPDATE sessions SET updated_at = @now, index_ids = @bound, title = coalesce(title, @title) WHERE id = @sessionId",
            new
            {
                sessionId,
                now = now.ToUnixTimeMilliseconds(),
                bound = session.IndexIds is null ? null : SessionRow.ToJson(indexIds),
                title = Titles.FromMessage(request.Prompt),
            });
        return new AcceptedTurn(
            first, new TurnWork(scope, lease, request.Prompt, indexIds, request.RequireAllIndexes, now, first, AgentUsage.None));
    }

    private static TurnRow? FindTurnToJoin(
        SqliteConnection connection, string sessionId, TurnRequest request, string body, TurnRow? latest, DateTimeOffset now)
    {
        if (request.IdempotencyKey is not null)
        {
            var sameKey = connection.QueryFirstOrDefault<TurnRow>(
                "SELECT first_sequence, last_sequence, epoch, request, started_at FROM turns "
                + "WHERE session_id = @sessionId AND idempotency_key = @IdempotencyKey AND started_at > @since "
                + "ORDER BY first_sequence DESC LIMIT 1",
                new { sessionId, request.IdempotencyKey, since = (now - KeyLifetime).ToUnixTimeMilliseconds() });
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
        SqliteConnection connection, Scope scope, SessionRow session, TurnRequest request, bool isFirst)
    {
        if (session.BoundIds is not { } bound)
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

    private sealed record TurnRow(long FirstSequence, long? LastSequence, long Epoch, string Request, long StartedAt);
}
