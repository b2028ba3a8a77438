using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Chat;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Dialects;

/// <summary>
/// Answers for a client that keeps the conversation itself: the same agent, places and limits as a turn of the chat API, without
/// a session and without a log. It ends with its reader. Its tokens are entered in the ledger. Thread-safe.
/// </summary>
internal sealed partial class UnkeptTurns(
    TurnPlaces places, DocumentAgent agent, IIndexes indexes, IUsageLedger ledger, ServerMeter meter, Ids ids, TimeProvider time,
    TurnShutdown shutdown, ILogger<UnkeptTurns> logger)
{
    /// <summary>As many events as the agent may be ahead of a reader.</summary>
    private const int Ahead = 256;

    /// <exception cref="ApiException">
    /// There is no place for it now, or the server ends, or there is no such index, or it cannot be searched.
    /// </exception>
    public UnkeptTurn Accept(Scope scope, IReadOnlyList<string> indexIds, AskedConversation asked)
    {
        var searched = Searched(scope, indexIds);
        if (places.TryEnter(scope.KeyId, out var refusal) is { } place)
            return Begun(scope, searched, asked, place);
        meter.TurnsRefused.Add(1);
        throw TurnStartErrors.Error(refusal!);
    }

    /// <summary>For whom nobody waits: users' turns come first.</summary>
    /// <returns>Null where there is no place for it now.</returns>
    /// <exception cref="ApiException">The server ends, or there is no such index, or it cannot be searched.</exception>
    public UnkeptTurn? AcceptAside(Scope scope, IReadOnlyList<string> indexIds, AskedConversation asked)
    {
        // Asked again each second while there is none: a place before any look at the store.
        if (places.TryEnterAside(scope.KeyId) is not { } place)
            return null;
        try
        {
            return Begun(scope, Searched(scope, indexIds), asked, place);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>The turn's events up to its stop. Whoever stops reading ends it.</summary>
    public async IAsyncEnumerable<ChatEvent> RunAsync(
        UnkeptTurn turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var place = turn.Place;
        using var span = Spans.Begin(Spans.Turn)?.SetTag(Spans.Operation, "invoke_agent");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = Channel.CreateBounded<ChatEvent>(Ahead);
        var run = Task.Run(() => AnswerAsync(turn, events.Writer, span, ended.Token), CancellationToken.None);
        try
        {
            await foreach (var next in events.Reader.ReadAllAsync(cancellationToken))
                yield return next;
        }
        finally
        {
            await ended.CancelAsync();
            await run;
        }
    }

    private TurnIndexes Searched(Scope scope, IReadOnlyList<string> indexIds)
    {
        if (shutdown.HasBegun)
            throw TurnStartErrors.Error(new TurnRefusal.ShuttingDown());
        foreach (var id in indexIds)
            indexes.Get(scope, id);
        var searched = TurnIndexes.Resolve(indexes, scope, indexIds, requireAll: false);
        return searched.Error is null ? searched : throw ApiException.Conflict(searched.Error);
    }

    private UnkeptTurn Begun(Scope scope, TurnIndexes searched, AskedConversation asked, TurnPlace place)
    {
        var turnId = ids.Uuid();
        var turn = new AgentTurn(
            scope, turnId, asked.Prompt, searched.Usable, searched.Skipped, asked.History, SoFar: [], AgentUsage.None)
        {
            Instructions = asked.Instructions,
        };
        return new UnkeptTurn(turnId, turn, place, time.GetTimestamp());
    }

    private async Task AnswerAsync(
        UnkeptTurn turn, ChannelWriter<ChatEvent> events, Activity? span, CancellationToken cancellationToken)
    {
        try
        {
            var stop = await StopOfAsync(turn, events, span, cancellationToken);
            await events.WriteAsync(stop, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody reads any more, so nobody misses the stop.
        }
        finally
        {
            events.TryComplete();
        }
    }

    private async Task<StopEvent> StopOfAsync(
        UnkeptTurn turn, ChannelWriter<ChatEvent> events, Activity? span, CancellationToken cancellationToken)
    {
        using var cutOff = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, shutdown.GraceIsOver);
        var outcome = new AgentOutcome(null, AgentUsage.None);
        try
        {
            using (Spans.Begin(Spans.TurnWait))
                await turn.Place.Begun.WaitAsync(cutOff.Token);
            meter.TurnWait.Record(time.GetElapsedTime(turn.Place.Entered).TotalSeconds);
            outcome = await (turn.Agent ?? agent).RunAsync(turn.Turn, new Writer(events), cutOff.Token);
        }
        catch (Exception e)
        {
            if (!cutOff.IsCancellationRequested)
                Failed(e, turn.Id);
            outcome = outcome with { Error = TurnEnding.Failure };
        }

        var isShutDown = shutdown.GraceIsOver.IsCancellationRequested;
        if (isShutDown)
            outcome = outcome with { Error = $"{TurnShutdown.CutOff}." };
        var (steps, input, output) = outcome.Used;
        if (steps > 0)
            await EnterAsync(turn, input ?? 0, output ?? 0);
        var elapsed = time.GetElapsedTime(turn.Began);
        var ended = cancellationToken.IsCancellationRequested ? TurnOutcomes.Cancelled
            : isShutDown ? TurnOutcomes.Shutdown
            : outcome.Error is null ? TurnOutcomes.Answered : TurnOutcomes.Failed;
        meter.TurnEnded(elapsed.TotalSeconds, ended, input, output);
        span.TurnEnded(ended, steps, input, output);
        return TurnEnding.Stop(outcome, elapsed, turn.Turn.SkippedIndexes);
    }

    private async Task EnterAsync(UnkeptTurn turn, long input, long output)
    {
        try
        {
            await ledger.EnterAsync(turn.Turn.Scope, turn.Id, 1, input, output, time.GetUtcNow());
        }
        catch (StoreException e)
        {
            // The answer is there; that its tokens are not counted is told, and no more.
            Failed(e, turn.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The completion {Id} failed")]
    private partial void Failed(Exception exception, string id);

    private sealed class Writer(ChannelWriter<ChatEvent> events) : ITurnWriter
    {
        public ValueTask AppendAsync(ChatEvent chatEvent, CancellationToken cancellationToken) =>
            events.WriteAsync(chatEvent, cancellationToken);

        public ValueTask StepEndedAsync(AgentUsage used) => ValueTask.CompletedTask;

        public ValueTask CitedAsync(Citation citation) => ValueTask.CompletedTask;
    }
}
