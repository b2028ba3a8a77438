using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Indexes;
using Lectern.Web.Languages;

namespace Lectern.Web.Chat;

/// <summary>How the session of a new chat comes to be, and what it asks.</summary>
internal sealed partial class Conversation
{
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
