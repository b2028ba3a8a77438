using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Languages;

namespace Lectern.Web.Chat;

/// <summary>How the session of a new chat comes to be, and what it asks.</summary>
internal sealed partial class Conversation
{
    /// <summary>A session for what is added before anything is asked.</summary>
    /// <returns>Its id; null where another session was opened meanwhile.</returns>
    public async Task<string?> BeginAsync()
    {
        var token = leave.Token;
        await LoadedAsync();
        if (token.IsCancellationRequested)
            return null;
        begun = Opened;
        if (SessionId is { } open)
            return open;
        State = ConversationState.Ready;
        try
        {
            return await CreateAsync(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return null;
        }
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
        Changed?.Invoke();
        return session.SessionId;
    }

    /// <summary>Where nothing was chosen every document is asked that can be, and it is said.</summary>
    /// <param name="own">The chat's own index when it was asked: nothing is in one that a file has begun since.</param>
    /// <returns>Why nothing can be asked; null where something can.</returns>
    private async Task<string?> ChooseAllAsync(string? own, CancellationToken cancellationToken)
    {
        bool IsChosen() =>
            IsBound || IndexIds.Count > 0 || own is not null || (OwnIndexId is not null && begun != Opened);
        bool wasChosen;
        IReadOnlyList<IndexResponse> askable;
        do
        {
            wasChosen = IsChosen();
            askable = await catalog.FindAskableAsync(wasChosen ? IndexIds : null, cancellationToken);
        }
        while (wasChosen && !IsChosen());
        cancellationToken.ThrowIfCancellationRequested();

        // An index may have been chosen, or the chat's own been found, meanwhile.
        if (IsChosen())
            return null;
        if (askable.Count == 0)
            return Strings.Of(catalog.All.Count == 0 ? "chat.no_documents" : "chat.none_ready");
        Choose([.. askable.Select(i => i.Id)]);
        if (catalog.All.Count > 1)
            notices.Say(Strings.Count("chat.nothing_chosen", askable.Count, catalog.All.Count));
        return null;
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
