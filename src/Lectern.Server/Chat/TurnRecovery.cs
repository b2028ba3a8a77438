using Dapper;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval;
using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Chat;

/// <summary>
/// Takes over the turns that a crash left running. One of whose current step nothing was shown goes on from the log. Of the others
/// what was said is kept as <c>text</c> (or <c>thinking</c>), and the stop says that the server restarted. Runs before the first
/// request, while the lock on the data folder proves that nobody else runs.
/// </summary>
internal sealed class TurnRecovery(SqliteDatabase database, TimeProvider time)
{
    /// <summary>A turn that brings the server down is not tried for ever.</summary>
    private const int MaxOwners = 5;

    private const string Reason = "The server restarted while it answered; what it had said until then is kept.";

    public Task<RecoveredTurns> RunAsync(CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection =>
        {
            var open = connection.Query<OpenTurn>(
                """
                SELECT t.session_id, t.first_sequence, t.epoch, t.started_at, t.request, t.steps, t.input_tokens, t.output_tokens,
                    t.dropped_citations,
                    coalesce(t.key_id, s.created_by) AS key_id, s.index_ids, s.project_id, p.organization_id
                FROM turns t JOIN sessions s ON s.id = t.session_id JOIN projects p ON p.id = s.project_id
                WHERE t.last_sequence IS NULL
                """).AsList();
            var work = open.Select(turn => TakeOver(connection, turn)).OfType<TurnWork>().ToList();
            return new RecoveredTurns(work, open.Count - work.Count);
        },
        cancellationToken,
        Durability.Power);

    /// <returns>The turn when it goes on; null when it was ended.</returns>
    private TurnWork? TakeOver(WriterConnection connection, OpenTurn turn)
    {
        var lease = new TurnLease(turn.SessionId, turn.FirstSequence, turn.Epoch + 1);
        connection.Execute(
            "UPDATE turns SET epoch = @Epoch WHERE session_id = @SessionId AND first_sequence = @FirstSequence", lease);
        var types = connection.Query<string>(
            "SELECT type FROM events WHERE session_id = @SessionId AND sequence >= @FirstSequence ORDER BY sequence", lease).AsList();
        if (turn.Epoch < MaxOwners && IsBetweenSteps(types))
            return turn.ToWork(lease, lastSequence: turn.FirstSequence + types.Count - 1);
        End(connection, turn, lease, types[^1]);
        return null;
    }

    /// <summary>The turn has only begun, or every call of its latest step has its result.</summary>
    private static bool IsBetweenSteps(List<string> types)
    {
        var results = types.AsEnumerable().Reverse().TakeWhile(t => t == EventTypes.ToolResult).Count();
        var calls = types.AsEnumerable().Reverse().Skip(results).TakeWhile(t => t == EventTypes.ToolCall).Count();
        return types.Count == 1 || (results > 0 && results == calls);
    }

    private void End(WriterConnection connection, OpenTurn turn, TurnLease lease, string lastType)
    {
        // A step is counted in the row before its calls are logged.
        var isCounted = lastType is EventTypes.ToolCall or EventTypes.ToolResult;
        var used = turn.Used with { Steps = (int)turn.Steps + (isCounted ? 0 : 1) };
        var now = time.GetUtcNow();
        var milliseconds = Math.Max(0, (now - UnixTime.At(turn.StartedAt)).TotalMilliseconds);
        SqliteTurnLog.Finish(
            connection,
            lease,
            new StopEvent(new Usage(used.InputTokens, used.OutputTokens, used.Steps, milliseconds), true, Reason, [], DroppedCitations: used.DroppedCitations),
            new JobMetadata(used.InputTokens, used.OutputTokens, used.Steps, milliseconds, true, Reason, null),
            now.ToUnixTimeMilliseconds());
    }

    /// <summary>A turn without a stop. Set by properties, as <see cref="PassageRow"/> is: one column is computed.</summary>
    private sealed record OpenTurn
    {
        public string SessionId { get; init; } = "";

        public long FirstSequence { get; init; }

        public long Epoch { get; init; }

        public long StartedAt { get; init; }

        public string Request { get; init; } = "";

        public long Steps { get; init; }

        public long? InputTokens { get; init; }

        public long? OutputTokens { get; init; }

        public long DroppedCitations { get; init; }

        public string KeyId { get; init; } = "";

        /// <summary>Of the session, which holds the turn's set when it is bound.</summary>
        public string? IndexIds { get; init; }

        public string ProjectId { get; init; } = "";

        public string OrganizationId { get; init; } = "";

        public AgentUsage Used => new((int)Steps, InputTokens, OutputTokens) { DroppedCitations = (int)DroppedCitations };

        public TurnWork ToWork(TurnLease lease, long lastSequence)
        {
            var request = TurnRequestJson.Read(Request);
            return new TurnWork(
                new Scope(ProjectId, OrganizationId, KeyId),
                lease,
                request.Prompt,
                SessionRow.FromJson(IndexIds) ?? request.IndexIds,
                request.RequireAllIndexes,
                UnixTime.At(StartedAt),
                lastSequence,
                Used);
        }
    }
}

/// <param name="ToRun">Turns that go on.</param>
/// <param name="Ended">How many were ended.</param>
internal sealed record RecoveredTurns(IReadOnlyList<TurnWork> ToRun, int Ended);
