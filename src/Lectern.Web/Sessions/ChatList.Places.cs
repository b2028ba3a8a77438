using Lectern.Client;
using Lectern.Contracts;

namespace Lectern.Web.Sessions;

/// <summary>Where a chat stands in the list when something becomes of it.</summary>
internal sealed partial class ChatList
{
    /// <summary>Adds a session that was just made.</summary>
    public void Add(ChatSessionSummary session) => Add(new ChatEntry(session.SessionId, session, 1, false, false, null));

    /// <summary>A version that was just made takes the place of the one that it was made of.</summary>
    public void Replace(string sessionId, ChatSessionSummary version)
    {
        if (Find(sessionId) is { } known)
            Add(known with { Session = version, Versions = known.Versions + 1 });
        else
            _ = RefreshAsync(version.SessionId);
    }

    /// <summary>Shows how a session is now.</summary>
    public void Put(ChatSessionSummary session)
    {
        for (var i = 0; i < Matches?.Count; i++)
        {
            if (Matches[i].Session.SessionId == session.SessionId)
                Matches[i] = Matches[i] with { Session = session };
        }

        if (Find(session.SessionId) is { } known)
            Add(known with { Session = session });
        else
            _ = RefreshAsync(session.SessionId);
    }

    /// <summary>Asks how a chat is now; the session that is named is the one that was used last.</summary>
    public async Task RefreshAsync(string sessionId)
    {
        try
        {
            Add(await account.Client.Chats.RetrieveAsync(sessionId));
        }
        catch (LecternException e)
        {
            account.Note(e);
        }
    }

    /// <summary>Where it belongs by its last use, if what is listed now has it.</summary>
    private void Add(ChatEntry entry)
    {
        chats.RemoveAll(c => c.ChatId == entry.ChatId);
        if (entry.IsArchived == IsArchived && (Folder is null || Folder == entry.Folder))
        {
            var at = chats.FindIndex(c => !c.IsPinned && entry.IsPinned
                || (c.IsPinned == entry.IsPinned && c.Session.LastUpdatedAt <= entry.Session.LastUpdatedAt));
            if (at >= 0 || isWhole || chats.Count == 0)
                chats.Insert(at < 0 ? chats.Count : at, entry);
        }

        Changed?.Invoke();
    }
}
