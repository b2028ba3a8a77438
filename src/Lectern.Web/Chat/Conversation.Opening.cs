using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Browser;

namespace Lectern.Web.Chat;

/// <summary>How a session that is there is shown, and shown again when something happened elsewhere.</summary>
internal sealed partial class Conversation
{
    public async Task OpenAsync(string sessionId)
    {
        if (SessionId == sessionId && State is ConversationState.Ready or ConversationState.Loading)
            return;
        Leave();
        (Opened, versions, OwnIndexId) = (Opened + 1, VersionTree.None, null);
        (State, SessionId, Title, Problem, turns) = (ConversationState.Loading, sessionId, null, null, []);
        (remembered, picked) = (null, null);
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
            else
                Retitled(summary);
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

    private async Task LoadAsync(string sessionId)
    {
        var token = leave.Token;
        try
        {
            var session = await account.Client.Chat.RetrieveAsync(sessionId, token);
            if (token.IsCancellationRequested || SessionId != sessionId)
                return;
            await ShowAsync(session, [], token);
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

    /// <param name="kept">Turns that are shown already, the session's first ones.</param>
    private async Task ShowAsync(SessionDetail session, IReadOnlyList<Turn> kept, CancellationToken token)
    {
        turns = [.. kept, .. Turn.Of(session.Events).Skip(kept.Count)];
        (Title, IsBound, lastUpdated, State, Problem) =
            (session.GeneratedTitle, session.IndexIds is not null, session.LastUpdatedAt, ConversationState.Ready, null);
        IndexIds = session.IndexIds ?? [.. catalog.LastChosen];
        remembered = session.Model;
        Changed?.Invoke();
        _ = LoadVersionsAsync(session.SessionId);
        if (Running is { } turn)
            await ResumeAsync(turn, token);
    }
}
