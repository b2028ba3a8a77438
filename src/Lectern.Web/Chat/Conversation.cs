using System.Diagnostics;
using System.Security.Cryptography;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;
using Lectern.Web.Browser;
using Lectern.Web.Indexes;
using Lectern.Web.Sessions;
using Microsoft.AspNetCore.Components;

namespace Lectern.Web.Chat;

internal enum ConversationState
{
    /// <summary>A new one: nothing was asked yet.</summary>
    New,
    Loading,
    Ready,
    Missing,
    Failed,
}

/// <summary>
/// The open session: its turns, the one that runs, and what can be done with them. What runs on the server is followed from
/// wherever it was asked: this page, another tab, before a refresh.
/// </summary>
internal sealed class Conversation(
    Account account, ChatList sessions, IndexCatalog catalog, BrowserPage page, NavigationManager navigation) : IDisposable
{
    /// <summary>Work between two breaths of the browser, so that it keeps painting.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromMilliseconds(12);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(30);

    private List<Turn> turns = [];
    private CancellationTokenSource leave = new();
    private CancellationTokenSource? end;
    private (string Prompt, string Key)? unanswered;
    private DateTimeOffset lastUpdated;

    /// <summary>Told when anything changed; the running turn's growth is told by <see cref="Grew"/>.</summary>
    public event Action? Changed;

    public event Action? Grew;

    /// <summary>A question that was not taken goes back to the box.</summary>
    public event Action<string>? Returned;

    public ConversationState State { get; private set; }

    public string? SessionId { get; private set; }

    public string? Title { get; private set; }

    public string? Problem { get; private set; }

    public IReadOnlyList<Turn> Turns => turns;

    public Turn? Running => turns.Count > 0 && turns[^1].IsRunning ? turns[^1] : null;

    public bool IsStopping { get; private set; }

    /// <summary>
    /// Indexes that are asked, as the session names them. Of a session without a set of its own: for the next message.
    /// </summary>
    public IReadOnlyList<string> IndexIds { get; private set; } = [];

    /// <summary>The set is the session's own and cannot be changed any more.</summary>
    public bool IsLocked => IsBound && turns.Count > 0;

    private bool IsBound { get; set; }

    public void Dispose()
    {
        leave.Dispose();
        end?.Dispose();
    }

    public void StartNew()
    {
        Leave();
        (State, SessionId, Title, Problem, turns, IsBound) = (ConversationState.New, null, null, null, [], false);
        IndexIds = [.. catalog.LastChosen.Where(id => catalog.Find(id) is not null)];
        Changed?.Invoke();
    }

    public async Task OpenAsync(string sessionId)
    {
        if (SessionId == sessionId && State is ConversationState.Ready or ConversationState.Loading)
            return;
        Leave();
        (State, SessionId, Title, Problem, turns) = (ConversationState.Loading, sessionId, null, null, []);
        Changed?.Invoke();
        await LoadAsync(sessionId);
    }

    /// <summary>Waits until the open session is there: only then can something be asked in it.</summary>
    public async Task LoadedAsync()
    {
        while (State is ConversationState.Loading)
            await Task.Delay(Look);
    }

    /// <summary>Looks whether something happened elsewhere, and shows it.</summary>
    public async Task CatchUpAsync()
    {
        if (SessionId is not { } id || State is not ConversationState.Ready || Running is not null || account.IsRefused)
            return;
        try
        {
            var summary = await account.Client.Chat.GetSummaryAsync(id);
            if (SessionId == id && Running is null && summary.LastUpdatedAt != lastUpdated)
                await LoadAsync(id);
        }
        catch (LecternNotFoundException)
        {
            Missing(id);
        }
        catch (LecternException e)
        {
            account.Note(e);
        }
    }

    public void Choose(IReadOnlyList<string> indexIds)
    {
        if (IsLocked)
            return;
        IndexIds = indexIds;
        catalog.LastChosen = indexIds;
        Changed?.Invoke();
    }

    /// <summary>Asks. The question returns to the box when the server does not take it.</summary>
    public async Task AskAsync(string prompt)
    {
        if (Running is not null)
            return;
        var key = unanswered?.Prompt == prompt ? unanswered.Value.Key : Convert.ToHexStringLower(
            RandomNumberGenerator.GetBytes(16));
        unanswered = (prompt, key);
        Problem = null;
        var turn = new Turn(prompt, turns.Count + 1);
        turns.Add(turn);
        State = ConversationState.Ready;
        Changed?.Invoke();
        var token = leave.Token;
        try
        {
            if (SessionId is null)
                await CreateAsync(token);
            end = new CancellationTokenSource();
            var options = new ChatStreamOptions
            {
                IndexIds = IsBound && turns.Count > 1 ? null : IndexIds,
                IdempotencyKey = key,
                EndTurn = end.Token,
                Interrupted = new Interruption(this, turn),
            };
            await FollowAsync(turn, account.Client.Chat.StreamAsync(SessionId!, prompt, options, token), token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return;
        }
        catch (LecternException e)
        {
            await RefusedAsync(turn, e);
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
    /// Asks a turn's question again: in place of a failed end, otherwise in a copy of the session as it was before.
    /// </summary>
    public Task RetryAsync(Turn turn) =>
        turn == turns[^1] && turn is { Stop: { IsError: true } or { Cancelled: true } } ? AskAsync(
            turn.Prompt) : AskInsteadAsync(turn, turn.Prompt);

    /// <summary>Copies the session as it was before a question, and asks another one there.</summary>
    public async Task AskInsteadAsync(Turn turn, string prompt)
    {
        if (SessionId is not { } id)
            return;
        ChatSessionSummary fork;
        try
        {
            fork = await account.Client.Chat.ForkAsync(id, turn.Number);
        }
        catch (LecternException e)
        {
            Fault(e);
            Returned?.Invoke(prompt);
            return;
        }

        var kept = turns.Take(turn.Number - 1).ToList();
        Leave();
        (SessionId, Title, turns, State, IsBound) = (
            fork.SessionId, fork.GeneratedTitle, kept, ConversationState.Ready, fork.IndexIds is not null);
        lastUpdated = fork.LastUpdatedAt;
        sessions.Add(fork);
        navigation.NavigateTo("c/" + fork.SessionId);
        await AskAsync(prompt);
    }

    /// <summary>The session was deleted here or in another tab.</summary>
    public void Deleted(string sessionId)
    {
        if (SessionId == sessionId)
            Missing(sessionId);
    }

    public void Retitled(ChatSessionSummary session)
    {
        if (SessionId != session.SessionId)
            return;
        Title = session.GeneratedTitle;
        Changed?.Invoke();
    }

    public void Dismiss()
    {
        Problem = null;
        Changed?.Invoke();
    }

    private async Task LoadAsync(string sessionId)
    {
        var token = leave.Token;
        try
        {
            var session = await account.Client.Chat.RetrieveAsync(sessionId, token);
            if (token.IsCancellationRequested || SessionId != sessionId)
                return;
            turns = Turn.Of(session.Events);
            (Title, IsBound, lastUpdated, State, Problem) =
                (session.GeneratedTitle, session.IndexIds is not null, session.LastUpdatedAt, ConversationState.Ready, null);
            IndexIds = session.IndexIds ?? [.. catalog.LastChosen];
            Changed?.Invoke();
            if (Running is { } turn)
                await ResumeAsync(turn, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Another session was opened.
        }
        catch (LecternNotFoundException)
        {
            Missing(sessionId);
        }
        catch (LecternException e)
        {
            if (SessionId != sessionId)
                return;
            if (!account.Note(e))
                (State, Problem) = (turns.Count > 0 ? State : ConversationState.Failed, Words.Of(e));
            Changed?.Invoke();
        }
    }

    /// <summary>Follows a turn that was asked elsewhere or before this page was loaded, from its first event.</summary>
    private async Task ResumeAsync(Turn turn, CancellationToken token)
    {
        end = new CancellationTokenSource();
        var options = new ChatStreamOptions { EndTurn = end.Token, Interrupted = new Interruption(this, turn) };
        turn.Reset();
        await FollowAsync(turn, account.Client.Chat.ResumeAsync(SessionId!, null, options, token), token);
        if (turn.IsRunning)
            await LoadAsync(SessionId!);
    }

    private async Task FollowAsync(Turn turn, IAsyncEnumerable<ChatEvent> events, CancellationToken token)
    {
        var work = Stopwatch.StartNew();
        await foreach (var next in events.WithCancellation(token))
        {
            var isFirst = !turn.IsAccepted;
            turn.Apply(next);
            if (isFirst)
                Accepted();
            Grew?.Invoke();
            if (work.Elapsed > LongestWork)
            {
                await Task.Delay(1, token);
                work.Restart();
            }
        }

        if (turn.Stop is not null)
            await EndedAsync();
    }

    private void Accepted()
    {
        page.Tell("asked", SessionId!);
        Changed?.Invoke();
    }

    private async Task EndedAsync()
    {
        IsStopping = false;
        Changed?.Invoke();
        var id = SessionId!;
        page.Tell("answered", id);
        var summary = await account.Client.Chat.GetSummaryAsync(id);
        sessions.Put(summary);
        if (SessionId == id)
        {
            lastUpdated = summary.LastUpdatedAt;
            Retitled(summary);
        }
    }

    private async Task CreateAsync(CancellationToken token)
    {
        var session = await account.Client.Chat.CreateAsync(IndexIds, cancellationToken: token);
        (SessionId, IsBound) = (session.SessionId, session.IndexIds is not null);
        sessions.Add(session);
        navigation.NavigateTo("c/" + session.SessionId);
    }

    /// <summary>A question that was never taken leaves no trace; an answer that was lost on its way is looked for.</summary>
    private async Task RefusedAsync(Turn turn, LecternException e)
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

        turns.Remove(turn);
        if (turns.Count == 0 && SessionId is null)
            State = ConversationState.New;
        Fault(e);
        Returned?.Invoke(turn.Prompt);
        if (e is LecternNotFoundException && SessionId is { } id)
            Missing(id);
        else if (e is LecternConflictException)
            await CatchUpAsync();
    }

    private void Fault(LecternException e)
    {
        if (!account.Note(e))
            Problem = Words.Of(e);
        Changed?.Invoke();
    }

    private void Missing(string sessionId)
    {
        if (SessionId != sessionId)
            return;
        sessions.Forget(sessionId);
        State = ConversationState.Missing;
        Changed?.Invoke();
    }

    /// <summary>Stops to follow; what runs goes on.</summary>
    private void Leave()
    {
        leave.Cancel();
        leave = new CancellationTokenSource();
        (end, IsStopping) = (null, false);
    }

    private sealed class Interruption(Conversation conversation, Turn turn) : IProgress<StreamInterruption>
    {
        public void Report(StreamInterruption value)
        {
            turn.IsInterrupted = true;
            turn.Touch();
            conversation.Grew?.Invoke();
        }
    }
}
