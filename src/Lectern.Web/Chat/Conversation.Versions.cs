using Lectern.Client;
using Lectern.Contracts;

namespace Lectern.Web.Chat;

/// <summary>The versions of the open chat: what was asked in place of one of its questions.</summary>
internal sealed partial class Conversation
{
    private VersionTree versions = VersionTree.None;

    /// <summary>Grows with each chat that is opened; another version of one is no other chat.</summary>
    public int Opened { get; private set; }

    /// <summary>Whether a session is the open one, or another version of it.</summary>
    public bool IsOf(string? sessionId) => sessionId is not null
        && (sessionId == SessionId || (SessionId is { } open && versions.Has(open) && versions.Has(sessionId)));

    /// <returns>The sessions that differ from each other at a question, and which of them is open.</returns>
    public (IReadOnlyList<string> SessionIds, int At) VersionsOf(Turn turn) =>
        SessionId is { } id ? versions.Of(id, turn.Number) : ([], 0);

    /// <summary>Shows another version from a question on; what stands above stays where it is.</summary>
    public async Task ShowVersionAsync(Turn turn, string sessionId)
    {
        var token = leave.Token;
        try
        {
            var session = await account.Client.Chat.RetrieveAsync(sessionId, token);
            if (token.IsCancellationRequested)
                return;
            var kept = turns.Take(turn.Number - 1).ToList();
            Leave();
            var left = SessionId;
            SessionId = sessionId;
            GoFrom(left);
            await ShowAsync(session, kept, leave.Token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Another session was opened.
        }
        catch (LecternException e)
        {
            Fault(e);
        }
    }

    private async Task LoadVersionsAsync(string sessionId)
    {
        try
        {
            var known = await account.Client.Chats.GetVersionsAsync(sessionId);
            if (SessionId != sessionId)
                return;
            versions = new VersionTree(known.Items);
            Changed?.Invoke();
        }
        catch (LecternException e)
        {
            // The chat is there without its other versions.
            account.Note(e);
        }
    }

    /// <summary>A version whose question was not taken goes again, and the one before it is shown as it was.</summary>
    private async Task BackToAsync(string before, string made, Turn turn, LecternException? e)
    {
        if (SessionId == made)
            IsStopping = false;
        await DeleteUnusedAsync(made);
        await sessions.RefreshAsync(before);
        if (SessionId == made && turns.LastOrDefault() == turn)
        {
            await ShowVersionAsync(turn, before);
            if (SessionId == made)
            {
                var opening = OpenAsync(before);
                GoFrom(made);
                await opening;
            }
        }

        // What was asked and what is typed since wait in their chat, though another one was opened.
        page.Call("moveDraft", DraftOf(made), DraftOf(before));
        page.Call("returnPrompt", turn.Prompt, DraftOf(before));
        if (SessionId == before)
            Fault(e);
        if (SessionId is { } open && versions.Has(made))
            _ = LoadVersionsAsync(open);
    }
}
