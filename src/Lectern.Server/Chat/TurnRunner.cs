using System.Diagnostics;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Platform.Outgoing;

namespace Lectern.Server.Chat;

/// <summary>
/// Runs turns in the background: a client that leaves does not end one. Each ends with exactly one stop, whatever happens.
/// Thread-safe.
/// </summary>
internal sealed partial class TurnRunner(
    ITurnLog log,
    IIndexes indexes,
    LiveTurns turns,
    TurnPlaces places,
    TurnEnding ending,
    NamedAgents agents,
    ChatIndexes own,
    ServerMeter meter,
    Supervisor supervisor,
    TimeProvider time,
    ILogger<TurnRunner> logger)
{
    /// <summary>Lets a turn go on that was interrupted by the end of its server.</summary>
    public void GoOn(TurnWork work) => Run(work, places.Reenter(work.Scope.KeyId));

    /// <summary>Runs a turn as soon as its place lets it, and gives the place back at its end.</summary>
    public void Run(TurnWork work, TurnPlace place)
    {
        var turn = new LiveTurn(work.Lease);
        turns.Add(turn);
        supervisor.Start("turns", "a turn", () => RunAsync(work, turn, place));
    }

    private async Task RunAsync(TurnWork work, LiveTurn turn, TurnPlace place)
    {
        try
        {
            await AnswerAsync(work, turn, place);
        }
        catch (TurnLostException)
        {
            TurnLost(work.Lease.SessionId);
        }
        finally
        {
            place.Dispose();
            turns.Remove(turn);
            turn.Dispose();
        }
    }

    private async Task AnswerAsync(TurnWork work, LiveTurn turn, TurnPlace place)
    {
        using var span = Spans.Begin(Spans.Turn)?.SetTag(Spans.Operation, "invoke_agent")
            .SetTag(Spans.SessionId, work.Lease.SessionId);
        var writer = new TurnWriter(log, turn, work.LastSequence, time);
        var searched = TurnIndexes.None;
        AgentOutcome outcome;
        try
        {
            turn.IsQueued = !place.Begun.IsCompleted;
            using (Spans.Begin(Spans.TurnWait))
                await place.Begun.WaitAsync(turn.Cancelled);
            turn.IsQueued = false;
            ModelWait.Listen(wait => turn.AsksAgain(time.GetUtcNow() + wait));
            meter.TurnWait.Record(time.GetElapsedTime(place.Entered).TotalSeconds);
            searched = TurnIndexes.Resolve(
                indexes, work.Scope, own.Asked(work.Scope, work.Lease.SessionId, work.IndexIds), work.RequireAllIndexes);
            outcome = searched.Error is null
                ? await agents.OfChat(work.Model).RunAsync(AgentTurn(work, searched), writer, turn.Cancelled)
                : new AgentOutcome(searched.Error, work.Used);
        }
        catch (Exception e) when (turn.Cancelled.IsCancellationRequested && e is not TurnLostException && !DiskFull.Is(e))
        {
            // What is torn down under its own feet (a query, a connection) fails in many ways; they all mean the cancellation.
            TurnCancelled(e, work.Lease.SessionId);
            outcome = new AgentOutcome(null, work.Used);
        }
        catch (Exception e) when (e is not TurnLostException)
        {
            TurnFailed(e, work.Lease.SessionId);
            var reason = DiskFull.Is(e)
                ? "The server's disk became full while it answered; what it had said until then is kept."
                : TurnEnding.Failure;
            outcome = new AgentOutcome(reason, work.Used);
        }

        outcome = Ended(turn, outcome);
        await StopAsync(work, turn, searched, outcome);
        var ended = turn.End switch
        {
            TurnInterruption.Shutdown => TurnOutcomes.Shutdown,
            TurnInterruption.Cancelled => TurnOutcomes.Cancelled,
            _ => outcome.Error is null ? TurnOutcomes.Answered : TurnOutcomes.Failed,
        };
        Note(span, work, outcome.Used, ended);
    }

    private static AgentOutcome Ended(LiveTurn turn, AgentOutcome outcome) => turn.End switch
    {
        TurnInterruption.Shutdown => outcome with { Error = $"{TurnShutdown.CutOff}; what it had said until then is kept." },

        // Whoever cancelled a turn that was about to fail has got what they asked for.
        TurnInterruption.Cancelled => outcome with { Error = null },
        _ => outcome,
    };

    private void Note(Activity? span, TurnWork work, AgentUsage used, string ended)
    {
        meter.TurnEnded((time.GetUtcNow() - work.StartedAt).TotalSeconds, ended, used.InputTokens, used.OutputTokens);
        span.TurnEnded(ended, used.Steps, used.InputTokens, used.OutputTokens);
    }

    private AgentTurn AgentTurn(TurnWork work, TurnIndexes searched)
    {
        var events = log.ReadHistory(work.Scope, work.Lease.SessionId)
            .Where(e => e.Sequence != work.Lease.FirstSequence)
            .ToLookup(e => e.Sequence < work.Lease.FirstSequence, e => LoggedEvent.FromJson(e.Json));
        return new AgentTurn(
            work.Scope, work.Lease.SessionId, work.Prompt, searched.Usable, searched.Skipped,
            History: [.. events[true]], SoFar: [.. events[false]], work.Used);
    }

    private Task StopAsync(TurnWork work, LiveTurn turn, TurnIndexes searched, AgentOutcome outcome)
    {
        var stop = TurnEnding.Stop(outcome, time.GetUtcNow() - work.StartedAt, searched.Skipped) with
        {
            Cancelled = turn.End == TurnInterruption.Cancelled,
            IndexesBehind = searched.Behind,
            Model = agents.NameOf(work.Model),
        };
        return ending.WriteAsync(turn, stop, TurnEnding.Job(stop, [.. searched.Usable.Select(i => i.ExportConfigId)]));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The turn of {SessionId} was ended by deleting its session")]
    private partial void TurnLost(string sessionId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The turn of {SessionId} was cancelled in the middle of its work")]
    private partial void TurnCancelled(Exception exception, string sessionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The turn of {SessionId} failed")]
    private partial void TurnFailed(Exception exception, string sessionId);
}
