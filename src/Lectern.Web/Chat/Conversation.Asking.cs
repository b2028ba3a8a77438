using System.Net;
using System.Security.Cryptography;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Browser;
using Lectern.Web.Indexes;
using Lectern.Web.Languages;

namespace Lectern.Web.Chat;

/// <summary>What can be asked: a question, the same again, another in its place.</summary>
internal sealed partial class Conversation
{
    /// <summary>Asks. The question returns to the box when the server does not take it.</summary>
    public Task AskAsync(string prompt) => AskAsync(prompt, null);

    /// <param name="versionOf">The session of which the open one was just made as a version, for this question.</param>
    private async Task AskAsync(string prompt, string? versionOf)
    {
        if (IsAsking || !ChooseAll(prompt))
            return;
        var model = models.ToAsk(Model);
        var body = string.Join('\n', [.. IndexIds, model, prompt]);
        var key = unanswered?.Body == body ? unanswered.Value.Key : Convert.ToHexStringLower(
            RandomNumberGenerator.GetBytes(16));
        unanswered = (body, key);
        Problem = null;
        var turn = new Turn(prompt, turns.Count + 1);
        turns.Add(turn);
        State = ConversationState.Ready;
        Changed?.Invoke();
        var (token, opened) = (leave.Token, Opened);
        var asked = SessionId;
        var made = versionOf is null ? null : asked;
        try
        {
            asked ??= made = await CreateAsync(token);
            end = new CancellationTokenSource();
            var options = new ChatStreamOptions
            {
                IndexIds = IsBound && turns.Count > 1 ? null : IndexIds.Count == 0 && OwnIndexId is { } own ? [own] : IndexIds,
                Model = model,
                IdempotencyKey = key,
                EndTurn = end.Token,
                Interrupted = new Interruption(this, turn),
            };
            await FollowAsync(turn, account.Client.Chat.StreamAsync(asked, prompt, options, token), token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return;
        }
        catch (LecternException e)
        {
            if (made is not null && !turn.IsAccepted && IsRefusal(e) && (versionOf is not null || begun != opened))
                await (versionOf is null ? DiscardAsync(made, turn, e) : BackToAsync(versionOf, made, turn, e));
            else if (!token.IsCancellationRequested)
                await RefusedAsync(turn, e, asked);
            return;
        }

        unanswered = null;
    }

    public void Stop()
    {
        if (Running is null || IsStopping)
            return;
        IsStopping = true;
        Changed?.Invoke();
        end?.Cancel();
    }

    /// <summary>
    /// Asks a turn's question again: in place of a failed end, otherwise in another version of the chat.
    /// </summary>
    public Task RetryAsync(Turn turn) =>
        turn == turns[^1] && turn is { Stop: { IsError: true } or { Cancelled: true } } ? AskAsync(
            turn.Prompt) : AskInsteadAsync(turn, turn.Prompt);

    /// <summary>Makes a version of the chat as it was before a question, and asks another one there.</summary>
    /// <param name="model">Which answers it and what follows; null for the chat's.</param>
    /// <param name="indexIds">What is asked from there on; null for the same.</param>
    public async Task AskInsteadAsync(
        Turn turn, string prompt, string? model = null, IReadOnlyList<string>? indexIds = null)
    {
        if (SessionId is not { } id || IsAsking)
            return;
        var token = leave.Token;
        forking = token;
        Changed?.Invoke();
        ChatSessionSummary fork;
        try
        {
            fork = await account.Client.Chats.ForkVersionAsync(id, turn.Number, indexIds);
        }
        catch (LecternException e)
        {
            if (token.IsCancellationRequested)
            {
                account.Note(e);
                return;
            }

            forking = null;
            Fault(e);
            page.Call("returnPrompt", prompt, Draft);
            return;
        }

        if (token.IsCancellationRequested)
        {
            // Another session was opened just now, and nothing was asked in this one.
            await DeleteUnusedAsync(fork.SessionId);
            return;
        }

        var kept = turns.Take(turn.Number - 1).ToList();
        Leave();
        (SessionId, Title, turns, State, IsBound) = (
            fork.SessionId, fork.GeneratedTitle, kept, ConversationState.Ready, fork.IndexIds is not null);
        (IndexIds, Model) = (fork.IndexIds ?? IndexIds, model ?? fork.Model);
        lastUpdated = fork.LastUpdatedAt;
        sessions.Replace(id, fork);
        GoFrom(id);
        _ = LoadVersionsAsync(fork.SessionId);
        await AskAsync(prompt, versionOf: id);
    }

    /// <summary>A session for what is added before anything is asked.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="OperationCanceledException">Another session was opened.</exception>
    public async Task<string> BeginAsync()
    {
        var token = leave.Token;
        await LoadedAsync();
        token.ThrowIfCancellationRequested();
        begun = Opened;
        if (SessionId is { } open)
            return open;
        State = ConversationState.Ready;
        var made = await CreateAsync(token);
        Changed?.Invoke();
        return made;
    }

    /// <summary>The session of a new chat: one, though a question and a file begin it together.</summary>
    /// <returns>Its id.</returns>
    private async Task<string> CreateAsync(CancellationToken token)
    {
        if (making.Stay != token)
            making = (token, MakeAsync(token));
        var session = making.Session!;
        try
        {
            return await session;
        }
        finally
        {
            if (making.Session == session)
                making = default;
        }
    }

    private async Task<string> MakeAsync(CancellationToken token)
    {
        var session = await account.Client.Chat.CreateAsync(IndexIds, cancellationToken: token);
        if (token.IsCancellationRequested)
        {
            // Another session was opened just now, and nothing was asked in this one.
            await DeleteUnusedAsync(session.SessionId);
            token.ThrowIfCancellationRequested();
        }

        (SessionId, IsBound) = (session.SessionId, session.IndexIds is not null);
        sessions.Add(session);
        GoFrom(null);
        return session.SessionId;
    }

    /// <summary>Where nothing was chosen every document is asked that can be, and it is said.</summary>
    /// <returns>Whether there is something to ask.</returns>
    private bool ChooseAll(string prompt)
    {
        if (IsBound || IndexIds.Count > 0 || OwnIndexId is not null)
            return true;
        var ready = catalog.All.Where(i => i.Metadata.Status == IndexStatus.Ready).Take(IndexCatalog.MostChosen).ToList();
        if (ready.Count == 0)
        {
            Problem = catalog.All.Count == 0
                ? Strings.Of("chat.no_documents")
                : Strings.Of("chat.none_ready");
            page.Call("returnPrompt", prompt, Draft);
            Changed?.Invoke();
            return false;
        }

        Choose([.. ready.Select(i => i.Id)]);
        if (catalog.All.Count > 1)
            notices.Say(Strings.Count("chat.nothing_chosen", ready.Count, catalog.All.Count));
        return true;
    }

    /// <summary>
    /// A question that was never taken leaves no trace; an answer that was lost on its way is looked for.
    /// </summary>
    /// <param name="asked">The session that was asked in; null when none could be made.</param>
    private async Task RefusedAsync(Turn turn, LecternException e, string? asked)
    {
        IsStopping = false;
        if (turn.IsAccepted)
        {
            turn.Failure = Words.Of(e);
            turn.Touch();
            if (!account.Note(e))
                Changed?.Invoke();
            return;
        }

        Return(turn, e);
        if (e is LecternNotFoundException && asked is not null)
            Missing(asked);
        else if (e is LecternConflictException)
            await CatchUpAsync();
    }

    /// <summary>Whether the server has certainly not taken the question.</summary>
    /// <remarks>
    /// A conflict may be with the question itself, and behind most faults of a server it may run. A key that was refused is
    /// followed by another one, which asks again where the first did.
    /// </remarks>
    private static bool IsRefusal(LecternException e) => e switch
    {
        LecternConflictException or LecternAuthenticationException => false,
        LecternServerException fault =>
            fault.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.InsufficientStorage,
        _ => e is LecternApiException,
    };

    /// <summary>A first question that was refused takes along the session that was made for it, and nothing else.</summary>
    private async Task DiscardAsync(string made, Turn turn, LecternException e)
    {
        sessions.Forget(made);
        if (SessionId == made)
        {
            (SessionId, IsBound, IsStopping) = (null, false, false);
            isDiscarding = IsAt(made);
            GoFrom(made);
            Return(turn, e);
        }

        await DeleteUnusedAsync(made);
    }

    private void Return(Turn turn, LecternException e)
    {
        turns.Remove(turn);
        if (turns.Count == 0 && SessionId is null)
            State = ConversationState.New;
        Fault(e);
        page.Call("returnPrompt", turn.Prompt, Draft);
    }

    private async Task DeleteUnusedAsync(string sessionId)
    {
        try
        {
            await account.Client.Chat.DeleteAsync(sessionId);
        }
        catch (LecternException e)
        {
            // An empty session stays, as one that was made and not used.
            account.Note(e);
        }
    }
}
