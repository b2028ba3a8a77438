using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>Responses over the turn log: asked, read live, read again from any event, and cancelled. Thread-safe.</summary>
internal sealed class ResponseTurns(
    DialectTurns turns, ISessions sessions, ITurnLog log, IIndexes indexes, TurnCancellation cancellation, UnkeptTurns unkept,
    TimeProvider time)
{
    public async Task<(ResponseHead Head, DialectTurn Turn)> AskAsync(Scope scope, ResponseRequest request)
    {
        foreach (var id in request.IndexIds)
            OpenAiBody.Named("tools", () => indexes.Get(scope, id, called: "Vector store"));

        var turn = request.Previous is { } previous
            ? await GoOnAsync(scope, request, previous)
            : await OpenAiBody.NamedAsync(
                "tools", () => turns.AskAsync(scope, sessionId: null, request.IndexIds, request.Asked.Prompt));
        return (Head(scope, new ResponseId(turn.SessionId, turn.FirstSequence), request.IsBackground), turn);
    }

    /// <summary>
    /// The next turn of a session; the one that went on so already, with the same prompt, is joined: the client lost its answer.
    /// </summary>
    private async Task<DialectTurn> GoOnAsync(Scope scope, ResponseRequest request, ResponseId previous)
    {
        const string field = "previous_response_id";
        var latest = OpenAiBody.Named(field, () => Latest(scope, previous));
        var isGoneOnWith = latest != previous.FirstSequence;
        if (isGoneOnWith && log.FindTurn(scope, previous.SessionId, latest)?.PreviousFirst != previous.FirstSequence)
            throw NotLatest();
        var asked = new TurnRequest(
            request.IndexIds, request.Asked.Prompt, RequireAllIndexes: false, request.IdempotencyKey,
            IsRetry: isGoneOnWith && request.IdempotencyKey is null)
        {
            Follows = previous.FirstSequence,
        };
        try
        {
            return await OpenAiBody.NamedAsync(field, () => turns.AskAsync(scope, previous.SessionId, asked));
        }
        catch (ApiException e) when (isGoneOnWith && e.Status == StatusCodes.Status409Conflict)
        {
            throw NotLatest();
        }

        static ApiException NotLatest() => OpenAiBody.Mistake(
            field, "is not the latest response of its session: only that one can be gone on with");
    }

    /// <summary>A response that leaves nothing behind.</summary>
    public (ResponseHead Head, UnkeptTurn Turn) AskUnkept(Scope scope, ResponseRequest request)
    {
        var turn = OpenAiBody.Named("tools", () => unkept.Accept(scope, request.IndexIds, request.Asked));
        var head = new ResponseHead(
            $"resp_{turn.Id}", time.GetUtcNow().ToUnixTimeSeconds(), request.IndexIds, null, request.Asked.Instructions,
            IsBackground: false, IsKept: false);
        return (head, turn);
    }

    public IAsyncEnumerable<ChatEvent> RunUnkeptAsync(UnkeptTurn turn, CancellationToken cancellationToken) =>
        unkept.RunAsync(turn, cancellationToken);

    /// <exception cref="ApiException">404: the key's project has no such response.</exception>
    public ResponseHead Find(Scope scope, string id) =>
        OpenAiBody.Named("response_id", () => Head(scope, ResponseId.Of(id), isBackground: null));

    /// <summary>As it stands, without waiting.</summary>
    public JsonObject Now(Scope scope, ResponseHead head)
    {
        var id = ResponseId.Parse(head.Id)!;
        var events = new ResponseEvents(head);
        _ = events.Begin();
        foreach (var one in log.ReadTurn(scope, id.SessionId, id.FirstSequence))
            _ = events.Add(LoggedEvent.FromJson(one.Json)).Count();
        return events.Now;
    }

    /// <summary>The turn's events up to its stop, from the first one on, live.</summary>
    public async IAsyncEnumerable<ChatEvent> ReadAsync(
        Scope scope, ResponseHead head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = ResponseId.Parse(head.Id)!;
        var turn = new DialectTurn(id.SessionId, id.FirstSequence, IsNewSession: false);
        await foreach (var one in turns.ReadAsync(scope, turn, cancellationToken))
            yield return LoggedEvent.FromJson(one.Json);
    }

    /// <summary>Ends it when it runs.</summary>
    public async Task CancelAsync(Scope scope, ResponseHead head, CancellationToken cancellationToken)
    {
        var id = ResponseId.Parse(head.Id)!;
        if (Latest(scope, id) == id.FirstSequence)
            await cancellation.CancelAsync(scope, id.SessionId, cancellationToken);
    }

    /// <exception cref="ApiException">404: there is no such session, or nothing was asked in it.</exception>
    private long Latest(Scope scope, ResponseId id) =>
        log.FindLatest(scope, id.SessionId)?.FirstSequence ?? throw ApiException.NotFound("Response", id.ToString());

    private ResponseHead Head(Scope scope, ResponseId id, bool? isBackground)
    {
        var turn = log.FindTurn(scope, id.SessionId, id.FirstSequence);
        if (turn is null || sessions.Find(scope, id.SessionId) is not { } session)
            throw ApiException.NotFound("Response", id.ToString());
        var previous = turn.PreviousFirst is { } first ? new ResponseId(id.SessionId, first).ToString() : null;
        return new ResponseHead(
            id.ToString(), turn.StartedAt / 1_000, session.IndexIds ?? [], previous, null, isBackground, IsKept: true);
    }
}
