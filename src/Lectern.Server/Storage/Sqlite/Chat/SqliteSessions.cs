using Dapper;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform;

namespace Lectern.Server.Storage.Sqlite.Chat;

/// <inheritdoc cref="ISessions"/>
internal sealed class SqliteSessions(SqliteDatabase database, Ids ids, TimeProvider time) : ISessions
{
    /// <summary>Of a <see cref="SessionRow"/>, and of a <see cref="ReadSession"/>.</summary>
    internal const string Columns = "id, title, index_ids, shared_access, job_metadata, updated_at, model";

    public Task<ChatSessionSummary> CreateAsync(
        Scope scope, IReadOnlyList<string>? indexIds, string sharedAccess, string? model, CancellationToken cancellationToken)
    {
        var row = new SessionRow(
            ids.Session(), null, SessionRow.ToJson(indexIds), sharedAccess, null, time.GetUtcNow().ToUnixTimeMilliseconds(),
            model);
        return database.Writer.WriteAsync(
            connection =>
            {
                connection.Execute(
                    """
                    INSERT INTO sessions (id, project_id, created_by, index_ids, shared_access, model, created_at, updated_at)
                    VALUES (@Id, @ProjectId, @KeyId, @IndexIds, @SharedAccess, @model, @UpdatedAt, @UpdatedAt)
                    """,
                    new { row.Id, scope.ProjectId, scope.KeyId, row.IndexIds, row.SharedAccess, model, row.UpdatedAt });
                return row.ToSummary();
            },
            cancellationToken);
    }

    public ChatSessionSummary? Find(Scope scope, string sessionId) => database.Read(
        connection => connection.QueryFirstOrDefault<SessionRow>(
            $"SELECT {Columns} FROM sessions WHERE id = @sessionId AND project_id = @ProjectId",
            new { sessionId, scope.ProjectId })?.ToSummary());

    public IReadOnlyList<ChatSessionSummary> List(Scope scope, PageRequest page) =>
        database.Read<IReadOnlyList<ChatSessionSummary>>(connection => [.. connection.Query<SessionRow>(
            $"""
            SELECT {Columns} FROM sessions
            WHERE project_id = @ProjectId AND id < @before
            ORDER BY id DESC LIMIT @limit
            """,
            new { scope.ProjectId, before = page.After ?? "~", limit = page.Size + 1 }).Select(r => r.ToSummary())]);

    public Task<bool> DeleteAsync(Scope scope, string sessionId, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
        connection =>
        {
            var gone = connection.Query<string?>(
                "DELETE FROM sessions WHERE id = @sessionId AND project_id = @ProjectId RETURNING family",
                new { sessionId, scope.ProjectId }).AsList();
            if (gone is [{ } family])
                connection.Execute(ChatSchema.ShowOne, new { family });
            return gone.Count > 0;
        },
        cancellationToken);

    public Task UnlistAsync(Scope scope, string sessionId, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection => connection.Execute(
            """
            UPDATE sessions SET is_shown = 0
            WHERE id = @sessionId AND project_id = @ProjectId AND family IS NULL AND title IS NULL
                AND NOT EXISTS (SELECT 1 FROM turns WHERE session_id = sessions.id)
                AND NOT EXISTS (SELECT 1 FROM chat_indexes WHERE chat_id = sessions.id)
            """,
            new { sessionId, scope.ProjectId }),
        cancellationToken);

    public Task ReplaceTitleAsync(Scope scope, string sessionId, string from, string to) => database.Writer.WriteAsync(
        connection => connection.Execute(
            "UPDATE sessions SET title = @to WHERE id = @sessionId AND project_id = @ProjectId AND title = @from",
            new { sessionId, scope.ProjectId, from, to }),
        CancellationToken.None);

    public Task<TitleOutcome> SetTitleAsync(
        Scope scope, string sessionId, string? firstMessage, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection =>
            {
                var known = connection.ExecuteScalar<long>(
                    "SELECT count(*) FROM sessions WHERE id = @sessionId AND project_id = @ProjectId",
                    new { sessionId, scope.ProjectId });
                if (known == 0)
                    return TitleOutcome.UnknownSession;
                var message = firstMessage ?? FirstStoredMessage();
                if (message is null)
                    return TitleOutcome.NoMessage;
                connection.Execute(
                    """
                    UPDATE sessions SET title = @title, updated_at = CASE WHEN id = @sessionId THEN @now ELSE updated_at END
                    WHERE id = @sessionId OR family = (SELECT family FROM sessions WHERE id = @sessionId)
                    """,
                    new { sessionId, title = Titles.FromMessage(message), now = time.GetUtcNow().ToUnixTimeMilliseconds() });
                return TitleOutcome.Set;

                string? FirstStoredMessage() => connection.QueryFirstOrDefault<string>(
                    "SELECT data FROM events WHERE session_id = @sessionId AND type = @type ORDER BY sequence LIMIT 1",
                    new { sessionId, type = EventTypes.UserInput }) is { } json
                    ? ((UserInputEvent)LoggedEvent.FromJson(json)).Content
                    : null;
            },
            cancellationToken);
}
