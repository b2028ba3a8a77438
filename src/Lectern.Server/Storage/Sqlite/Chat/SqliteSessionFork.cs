using Dapper;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Chat;

/// <inheritdoc cref="ISessionFork"/>
internal sealed class SqliteSessionFork(SqliteDatabase database, Ids ids, TimeProvider time) : ISessionFork
{
    public Task<ForkOutcome> ForkAsync(
        Scope scope, string sessionId, int? beforeMessage, bool asVersion, IReadOnlyList<string>? indexIds,
        CancellationToken cancellationToken) =>
        database.Writer.WriteAsync<ForkOutcome>(
            connection =>
            {
                var source = connection.QueryFirstOrDefault<SessionRow>(
                    """
                    SELECT id, title, index_ids, shared_access, job_metadata, updated_at, model FROM sessions
                    WHERE id = @sessionId AND project_id = @ProjectId
                    """,
                    new { sessionId, scope.ProjectId });
                if (source is null)
                    return new ForkOutcome.NoSession();
                var turns = connection.Query<(long First, long? Last)>(
                    "SELECT first_sequence, last_sequence FROM turns WHERE session_id = @sessionId ORDER BY first_sequence",
                    new { sessionId }).AsList();
                if (beforeMessage > turns.Count)
                    return new ForkOutcome.NoMessage(turns.Count);
                var (fork, end) = source.Copied(
                    ids.Session(), turns, beforeMessage, asVersion, indexIds, time.GetUtcNow().ToUnixTimeMilliseconds());
                var values = new
                {
                    fork.Id,
                    sessionId,
                    end,
                    scope.ProjectId,
                    scope.KeyId,
                    fork.Title,
                    fork.IndexIds,
                    fork.SharedAccess,
                    fork.JobMetadata,
                    fork.UpdatedAt,
                    fork.Model,
                };
                connection.Execute(
                    """
                    INSERT INTO sessions
                        (id, project_id, created_by, title, index_ids, shared_access, job_metadata, created_at, updated_at,
                        model)
                    VALUES (@Id, @ProjectId, @KeyId, @Title, @IndexIds, @SharedAccess, @JobMetadata, @UpdatedAt, @UpdatedAt,
                        @Model);

                    INSERT INTO turns (session_id, first_sequence, last_sequence, epoch, request, started_at, key_id, steps,
                        input_tokens, output_tokens, dropped_citations, unproved, contradicted)
                    SELECT @Id, first_sequence, last_sequence, epoch, request, started_at, key_id, steps, input_tokens,
                        output_tokens, dropped_citations, unproved, contradicted
                    FROM turns WHERE session_id = @sessionId AND first_sequence <= @end;

                    INSERT INTO events (session_id, sequence, type, data, delta_lengths)
                    SELECT @Id, sequence, type, data, delta_lengths FROM events
                    WHERE session_id = @sessionId AND sequence <= @end;
                    """,
                    values);
                CopyFeedback(connection, sessionId, fork.Id, end);
                if (asVersion)
                    SetVersion(connection, sessionId, fork.Id, beforeMessage!.Value);
                return new ForkOutcome.Forked(fork.ToSummary());
            },
            cancellationToken,
            Durability.Power);

    /// <summary>With new ids in the order of theirs, by which lists go.</summary>
    private void CopyFeedback(SqliteConnection connection, string sessionId, string forkId, long end)
    {
        foreach (var id in connection.Query<string>(
            "SELECT id FROM feedback WHERE session_id = @sessionId AND first_sequence <= @end ORDER BY id",
            new { sessionId, end }).AsList())
        {
            connection.Execute(
                """
                INSERT INTO feedback
                    (id, project_id, session_id, first_sequence, message, key_id, rating, comment, files, is_copy, updated_at)
                SELECT @copy, project_id, @forkId, first_sequence, message, key_id, rating, comment, files, 1, updated_at
                FROM feedback WHERE id = @id
                """,
                new { id, forkId, copy = ids.Uuid() });
        }
    }

    /// <summary>The copy takes its place beside the other versions, and is the one that is listed.</summary>
    private static void SetVersion(SqliteConnection connection, string sessionId, string forkId, int message)
    {
        var parent = sessionId;
        while (connection.QueryFirstOrDefault<(string? Parent, int? At)>(
            "SELECT parent_id, version_at FROM sessions WHERE id = @parent", new { parent }) is (var above, var at)
            && message <= at)
            parent = above!;
        connection.Execute(
            """
            UPDATE sessions SET family = id WHERE id = @sessionId AND family IS NULL;

            UPDATE sessions SET parent_id = @parent, version_at = @message,
                (family, is_pinned, is_archived, folder) =
                    (SELECT family, is_pinned, is_archived, folder FROM sessions WHERE id = @sessionId)
            WHERE id = @forkId;

            UPDATE sessions SET is_shown = id = @forkId WHERE family = (SELECT family FROM sessions WHERE id = @forkId);
            """,
            new { sessionId, forkId, parent, message });
    }
}
