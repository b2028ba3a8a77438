using Dapper;
using Lectern.Server.Agent;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Platform;

/// <inheritdoc cref="IUsageLedger"/>
internal sealed class SqliteUsageLedger(SqliteDatabase database) : IUsageLedger
{
    private const string Sums = """
        count(DISTINCT session_id || '/' || first_sequence) AS turns, count(*) AS steps,
        coalesce(sum(input_tokens), 0) AS input_tokens, coalesce(sum(output_tokens), 0) AS output_tokens
        """;

    public IReadOnlyList<UsageSumRow> ByDay(Scope scope, DateTimeOffset from, DateTimeOffset to) => Query(
        $"SELECT strftime('%Y-%m-%d', at / 1000, 'unixepoch') AS name, {Sums} FROM model_usage WHERE project_id = @ProjectId "
        + "AND at >= @from AND at < @to GROUP BY 1 ORDER BY 1",
        scope,
        from,
        to);

    public IReadOnlyList<UsageSumRow> ByKey(Scope scope, DateTimeOffset from, DateTimeOffset to) => Query(
        $"SELECT key_id AS name, {Sums} FROM model_usage WHERE project_id = @ProjectId AND at >= @from AND at < @to "
        + "GROUP BY 1 ORDER BY sum(input_tokens + output_tokens) DESC, 1",
        scope,
        from,
        to);

    public UsageSumRow OfSession(Scope scope, string sessionId) => database.Read(
        connection => connection.QueryFirst<UsageSumRow>(
            $"SELECT @sessionId AS name, {Sums} FROM model_usage WHERE project_id = @ProjectId AND session_id = @sessionId",
            new { scope.ProjectId, sessionId }));

    public Task EnterAsync(
        Scope scope, string sessionId, long firstSequence, long inputTokens, long outputTokens, DateTimeOffset now) =>
        database.Writer.WriteAsync(
            connection => connection.Execute(
                """
                INSERT INTO model_usage (project_id, key_id, session_id, first_sequence, step, input_tokens, output_tokens, at)
                VALUES (@ProjectId, @KeyId, @sessionId, @firstSequence, 0, @inputTokens, @outputTokens, @at)
                """,
                new
                {
                    scope.ProjectId,
                    scope.KeyId,
                    sessionId,
                    firstSequence,
                    inputTokens,
                    outputTokens,
                    at = now.ToUnixTimeMilliseconds()
                }),
            CancellationToken.None);

    /// <summary>Enters what a turn has used since it was last noted, and notes it in the turn.</summary>
    internal static void Note(SqliteConnection connection, TurnLease lease, AgentUsage used, long now)
    {
        var values = new
        {
            used.Steps,
            used.InputTokens,
            used.OutputTokens,
            used.DroppedCitations,
            used.Unproved,
            used.Contradicted,
            now,
            lease.SessionId,
            lease.FirstSequence,
            lease.Epoch,
        };
        connection.Execute(
            """
            INSERT INTO model_usage (project_id, key_id, session_id, first_sequence, step, input_tokens, output_tokens, at)
            SELECT s.project_id, coalesce(t.key_id, s.created_by), t.session_id, t.first_sequence, @Steps,
                max(coalesce(@InputTokens, 0) - coalesce(t.input_tokens, 0), 0),
                max(coalesce(@OutputTokens, 0) - coalesce(t.output_tokens, 0), 0), @now
            FROM turns t JOIN sessions s ON s.id = t.session_id
            WHERE t.session_id = @SessionId AND t.first_sequence = @FirstSequence AND t.epoch = @Epoch AND t.steps < @Steps;

            UPDATE turns SET steps = @Steps, input_tokens = @InputTokens, output_tokens = @OutputTokens,
                dropped_citations = @DroppedCitations, unproved = @Unproved, contradicted = @Contradicted
            WHERE session_id = @SessionId AND first_sequence = @FirstSequence AND epoch = @Epoch;
            """,
            values);
    }

    private List<UsageSumRow> Query(string sql, Scope scope, DateTimeOffset from, DateTimeOffset to) => database.Read(
        connection => connection.Query<UsageSumRow>(
            sql, new { scope.ProjectId, from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds() }).AsList());
}
