using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Chat;

/// <summary>
/// Runs turns in the background: a client that leaves does not end one. Each ends with exactly one stop, whatever happens.
/// Thread-safe.
/// </summary>
internal sealed partial class TurnRunner(
    SqliteTurnStart start,
    SqliteTurnLog log,
    SqliteIndexes indexes,
    LiveTurns turns,
    DocumentAgent agent,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<TurnRunner> logger)
{
    private static readonly TimeSpan StopRetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Accepts a prompt and starts its turn, or joins the turn it is a retry of.</summary>
    /// <exception cref="ApiException">As <see cref="SqliteTurnStart.AcceptAsync"/>; 503 while the server shuts down.</exception>
    public async Task<AcceptedTurn> StartAsync(Scope scope, string sessionId, TurnRequest request)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            throw new ApiException(503, "The server is shutting down.") { RetryAfter = TimeSpan.FromSeconds(5) };

        // Not cancelled with the request: what is committed has to run.
        var accepted = await start.AcceptAsync(scope, sessionId, request, CancellationToken.None);
        if (accepted.Joined)
            return accepted;
        var turn = new LiveTurn(accepted.Lease);
        turns.Add(turn);
        _ = Task.Run(() => RunAsync(scope, accepted, request, turn));
        return accepted;
    }

    private async Task RunAsync(Scope scope, AcceptedTurn accepted, TurnRequest request, LiveTurn turn)
    {
        var started = time.GetTimestamp();
        var writer = new TurnWriter(log, turn);
        var searched = TurnIndexes.None;
        AgentOutcome outcome;
        try
        {
            searched = TurnIndexes.Resolve(indexes, scope, accepted.IndexIds, request.RequireAllIndexes);
            outcome = searched.Error is not null
                ? new AgentOutcome(searched.Error, null, null, 0)
                : await AnswerAsync(scope, request, turn, writer, searched);
        }
        catch (TurnLostException)
        {
            TurnLost(turn.Lease.SessionId);
            turns.Remove(turn);
            turn.Dispose();
            return;
        }
        catch (Exception e)
        {
            TurnFailed(e, turn.Lease.SessionId);
            var reason = DiskFull.Is(e)
                ? "The server's disk became full while it answered; what it had said until then is kept."
                : "The server failed while it answered; its log says more.";
            outcome = new AgentOutcome(reason, null, null, 0);
        }

        if (turn.End == TurnEnd.Shutdown)
            outcome = outcome with { Error = "The server was shut down while it answered; what it had said until then is kept." };
        await StopAsync(turn, writer, searched, outcome, time.GetElapsedTime(started));
        turns.Remove(turn);
        turn.Dispose();
    }

    private Task<AgentOutcome> AnswerAsync(
        Scope scope, TurnRequest request, LiveTurn turn, TurnWriter writer, TurnIndexes searched)
    {
        var history = log.ReadHistory(scope, turn.Lease.SessionId)
            .Where(e => e.Sequence < turn.Lease.FirstSequence)
            .Select(e => LoggedEvent.FromJson(e.Json)).ToList();
        return agent.RunAsync(
            new AgentTurn(scope, turn.Lease.SessionId, request.Prompt, searched.Usable, searched.Skipped, history), writer, turn.Cancelled);
    }

    private async Task StopAsync(LiveTurn turn, TurnWriter writer, TurnIndexes searched, AgentOutcome outcome, TimeSpan duration)
    {
        var milliseconds = Math.Round(duration.TotalMilliseconds, 1);
        var isError = outcome.Error is not null;
        var stop = LoggedEvent.Of(writer.NextSequence, new StopEvent(
            new Usage(outcome.InputTokens, outcome.OutputTokens, outcome.Steps, milliseconds),
            isError,
            outcome.Error,
            searched.Skipped,
            Cancelled: turn.End == TurnEnd.Cancelled));
        var job = new JobMetadata(
            outcome.InputTokens, outcome.OutputTokens, outcome.Steps, milliseconds, isError, outcome.Error,
            [.. searched.Usable.Select(i => i.ExportConfigId)]);
        while (true)
        {
            try
            {
                await log.FinishAsync(turn.Lease, stop, job, time.GetUtcNow(), CancellationToken.None);
                writer.Committed(stop);
                return;
            }
            catch (TurnLostException)
            {
                TurnLost(turn.Lease.SessionId);
                return;
            }
            catch (SqliteException e) when (!lifetime.ApplicationStopped.IsCancellationRequested)
            {
                // A full disk, say: the readers wait until the stop can be kept; after a restart, recovery writes it.
                StopNotWritten(e, turn.Lease.SessionId);
                await Task.Delay(StopRetryDelay, time);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The turn of {SessionId} was ended by deleting its session")]
    private partial void TurnLost(string sessionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The turn of {SessionId} failed")]
    private partial void TurnFailed(Exception exception, string sessionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The stop of {SessionId}'s turn cannot be written; trying again")]
    private partial void StopNotWritten(Exception exception, string sessionId);
}
