using Dapper;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval;
using Lectern.Server.Storage.Sqlite.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Chat;

/// <inheritdoc cref="ITurnLeases"/>
internal sealed class SqliteTurnLeases(SqliteDatabase database, Owner owner, TimeProvider time) : ITurnLeases
{
    public bool IsAnyLeft() => database.Read(
        connection => connection.ExecuteScalar<bool>(
            $"SELECT EXISTS (SELECT 1 FROM turns WHERE last_sequence IS NULL AND {SqliteOwners.IsGone("owner_id")})",
            SqliteOwners.Values(owner, time.GetUtcNow())));

    public Task<RecoveredTurns> TakeOverAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var said = database.Read(
            connection => Left(connection, now).ToDictionary(t => t.Lease, t => UnfinishedText.Of(connection, t.Lease)));
        return database.Writer.WriteAsync(
            connection =>
            {
                SqliteOwners.Beat(connection, owner, now);

                // One that its former owner wrote to meanwhile is left for the next look.
                var open = Left(connection, now).Where(turn => said.GetValueOrDefault(turn.Lease)?.LastSequence
                    == SqliteTurnLog.LastSequence(connection, turn.SessionId)).ToList();
                var work = open.Select(turn => TakeOver(connection, turn, said[turn.Lease])).OfType<TurnWork>().ToList();
                return new RecoveredTurns(work, open.Count - work.Count);
            },
            cancellationToken,
            Durability.Power);
    }

    public Task<long?> CancelAsync(Scope scope, string sessionId, CancellationToken cancellationToken) =>
        database.Writer.WriteAsync(
            connection => connection.QueryFirstOrDefault<long?>(
                """
                UPDATE turns SET cancel_requested_at = coalesce(cancel_requested_at, @now)
                WHERE session_id = @sessionId AND last_sequence IS NULL
                    AND EXISTS (SELECT 1 FROM sessions WHERE id = @sessionId AND project_id = @ProjectId)
                RETURNING first_sequence
                """,
                new { sessionId, scope.ProjectId, now = time.GetUtcNow().ToUnixTimeMilliseconds() }),
            cancellationToken);

    public IReadOnlyList<TurnLease> Cancelled() => database.Read(
        connection => connection.Query<TurnLease>(
            """
            SELECT session_id, first_sequence, epoch FROM turns
            WHERE last_sequence IS NULL AND owner_id = @Id AND cancel_requested_at IS NOT NULL
            """,
            owner).AsList());

    /// <summary>The turns that no living owner has.</summary>
    private List<OpenTurn> Left(SqliteConnection connection, DateTimeOffset now) => connection.Query<OpenTurn>(
        $"""
        SELECT t.session_id, t.first_sequence, t.epoch, t.started_at, t.request, t.steps, t.input_tokens, t.output_tokens,
            t.dropped_citations, t.unproved, t.contradicted, t.cancel_requested_at,
            coalesce(t.key_id, s.created_by) AS key_id, s.index_ids, s.model, s.project_id, p.organization_id
        FROM turns t JOIN sessions s ON s.id = t.session_id JOIN projects p ON p.id = s.project_id
        WHERE t.last_sequence IS NULL AND {SqliteOwners.IsGone("t.owner_id")}
        """,
        SqliteOwners.Values(owner, now)).AsList();

    /// <returns>The turn when it goes on; null when it was ended.</returns>
    private TurnWork? TakeOver(WriterConnection connection, OpenTurn turn, UnfinishedText said)
    {
        var lease = turn.Lease with { Epoch = turn.Epoch + 1 };
        connection.Execute(
            """
            UPDATE turns SET epoch = @Epoch, owner_id = @owner
            WHERE session_id = @SessionId AND first_sequence = @FirstSequence
            """,
            new { lease.Epoch, owner = owner.Id, lease.SessionId, lease.FirstSequence });
        var types = connection.Query<string>(
            "SELECT type FROM events WHERE session_id = @SessionId AND sequence >= @FirstSequence ORDER BY sequence",
            lease).AsList();
        var left = new LeftTurn(turn.Epoch, turn.StartedAt, turn.CancelRequestedAt is not null, turn.Used, turn.Model, types);
        if (left.GoesOn)
            return turn.ToWork(lease, said.LastSequence);
        var now = time.GetUtcNow();
        var (stop, job) = left.End(now);
        SqliteTurnLog.Finish(connection, lease, stop, job, said, now.ToUnixTimeMilliseconds());
        return null;
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

        public long Unproved { get; init; }

        public long Contradicted { get; init; }

        public long? CancelRequestedAt { get; init; }

        public string KeyId { get; init; } = "";

        /// <summary>Of the session, which holds the turn's set when it is bound.</summary>
        public string? IndexIds { get; init; }

        /// <summary>Of the session: no other can be chosen while the turn is open.</summary>
        public string? Model { get; init; }

        public string ProjectId { get; init; } = "";

        public string OrganizationId { get; init; } = "";

        public TurnLease Lease => new(SessionId, FirstSequence, Epoch);

        public AgentUsage Used => new((int)Steps, InputTokens, OutputTokens)
        {
            DroppedCitations = (int)DroppedCitations,
            Unproved = (int)Unproved,
            Contradicted = (int)Contradicted,
        };

        public TurnWork ToWork(TurnLease lease, long lastSequence)
        {
            var request = TurnRequestJson.Read(Request);
            return new TurnWork(
                new Scope(ProjectId, OrganizationId, KeyId),
                lease,
                request.Prompt,
                SessionRow.FromJson(IndexIds) ?? request.IndexIds,
                request.RequireAllIndexes,
                Model,
                UnixTime.At(StartedAt),
                lastSequence,
                Used);
        }
    }
}
