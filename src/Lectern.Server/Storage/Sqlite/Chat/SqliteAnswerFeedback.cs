using System.Text.Json;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Chat;

/// <inheritdoc cref="IAnswerFeedback"/>
internal sealed class SqliteAnswerFeedback(SqliteDatabase database, Ids ids, TimeProvider time) : IAnswerFeedback
{
    private const string Rows = """
        SELECT f.id, f.session_id, f.message, f.key_id, f.rating, f.comment, f.files, f.updated_at,
            json_extract(e.data, '$.content') AS question
        FROM feedback f JOIN events e ON e.session_id = f.session_id AND e.sequence = f.first_sequence
        """;

    public Task<FeedbackOutcome> SetAsync(
        Scope scope, string sessionId, int message, string rating, string? comment, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection => Set(connection, scope, sessionId, message, rating, comment), cancellationToken, Durability.Power);

    public IReadOnlyList<AnswerFeedback> OfSession(Scope scope, string sessionId, PageRequest page) => Read(
        "f.session_id = @sessionId AND f.project_id = @ProjectId AND f.key_id = @KeyId",
        new { sessionId, scope.ProjectId, scope.KeyId, before = Before(page), limit = page.Size + 1 });

    public IReadOnlyList<AnswerFeedback> List(Scope scope, string? rating, PageRequest page) => Read(
        "f.project_id = @ProjectId AND NOT f.is_copy AND (@rating IS NULL OR f.rating = @rating)",
        new { scope.ProjectId, rating, before = Before(page), limit = page.Size + 1 });

    /// <summary>With the names of the files that the answer cites.</summary>
    private const string Put =
        """
        INSERT INTO feedback
            (id, project_id, session_id, first_sequence, message, key_id, rating, comment, files, updated_at)
        SELECT @id, @ProjectId, @sessionId, @first, @message, @KeyId, @rating, @comment, (
            SELECT json_group_array(name) FROM (
                SELECT DISTINCT json_extract(c.value, '$.file_name') AS name
                FROM events e, json_each(e.data, '$.citations') c
                WHERE e.session_id = @sessionId AND e.sequence BETWEEN @first AND @last AND e.type = 'text')), @now
        WHERE true
        ON CONFLICT (session_id, first_sequence, key_id) DO UPDATE SET
            id = CASE WHEN is_copy THEN excluded.id ELSE id END, rating = excluded.rating,
            comment = excluded.comment, files = excluded.files, is_copy = 0, updated_at = @now
        """;

    private FeedbackOutcome Set(
        SqliteConnection connection, Scope scope, string sessionId, int message, string rating, string? comment)
    {
        if (connection.ExecuteScalar<long>(
            "SELECT count(*) FROM sessions WHERE id = @sessionId AND project_id = @ProjectId",
            new { sessionId, scope.ProjectId }) == 0)
            return new FeedbackOutcome.NoSession();
        if (Turn(connection, sessionId, message) is not var (first, last))
            return new FeedbackOutcome.NoMessage(Messages(connection, sessionId));
        if (last is null)
            return new FeedbackOutcome.StillAnswering();
        var values = new
        {
            id = ids.Uuid(),
            scope.ProjectId,
            sessionId,
            first,
            last,
            message,
            scope.KeyId,
            rating,
            comment,
            now = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        if (rating != Ratings.None)
            connection.Execute(Put, values);
        var kept = connection.QueryFirstOrDefault<FeedbackRow>(
            Rows + " WHERE f.session_id = @sessionId AND f.first_sequence = @first AND f.key_id = @KeyId", values);
        if (rating != Ratings.None)
            return new FeedbackOutcome.Kept(kept!.ToFeedback());
        connection.Execute(
            "DELETE FROM feedback WHERE session_id = @sessionId AND first_sequence = @first AND key_id = @KeyId", values);
        return new FeedbackOutcome.Kept(
            (kept?.ToFeedback() ?? Nothing(connection, values.id, scope, sessionId, message, first)) with
            {
                Rating = Ratings.None,
                Comment = null,
                UpdatedAt = time.GetUtcNow(),
            });
    }

    /// <param name="message">The number of its question in the session, from 1.</param>
    private static (long First, long? Last)? Turn(SqliteConnection connection, string sessionId, int message) =>
        connection.QueryFirstOrDefault<(long First, long? Last)?>(
            """
            SELECT first_sequence, last_sequence FROM turns
            WHERE session_id = @sessionId ORDER BY first_sequence LIMIT 1 OFFSET @at
            """,
            new { sessionId, at = message - 1 });

    /// <summary>What is taken back although nothing was said.</summary>
    private AnswerFeedback Nothing(
        SqliteConnection connection, string id, Scope scope, string sessionId, int message, long first) => new(
        id, sessionId, message, scope.KeyId, Ratings.None, null,
        connection.QueryFirst<string>(
            "SELECT json_extract(data, '$.content') FROM events WHERE session_id = @sessionId AND sequence = @first",
            new { sessionId, first }),
        [], time.GetUtcNow());

    private static int Messages(SqliteConnection connection, string sessionId) => connection.ExecuteScalar<int>(
        "SELECT count(*) FROM turns WHERE session_id = @sessionId", new { sessionId });

    private static string Before(PageRequest page) => page.After ?? "~";

    private IReadOnlyList<AnswerFeedback> Read(string which, object values) => database.Read<IReadOnlyList<AnswerFeedback>>(
        connection => [.. connection.Query<FeedbackRow>(
            $"{Rows} WHERE {which} AND f.id < @before ORDER BY f.id DESC LIMIT @limit", values).Select(row => row.ToFeedback())]);

    /// <summary>Set by properties: one column is computed.</summary>
    private sealed record FeedbackRow
    {
        public string Id { get; init; } = "";

        public string SessionId { get; init; } = "";

        public int Message { get; init; }

        public string KeyId { get; init; } = "";

        public string Rating { get; init; } = "";

        public string? Comment { get; init; }

        public string Files { get; init; } = "";

        public long UpdatedAt { get; init; }

        public string Question { get; init; } = "";

        public AnswerFeedback ToFeedback() => new(
            Id, SessionId, Message, KeyId, Rating, Comment, Question,
            JsonSerializer.Deserialize(Files, LecternJson.Wire.Strings)!, UnixTime.At(UpdatedAt));
    }
}
