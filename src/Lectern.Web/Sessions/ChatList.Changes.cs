using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Browser;
using Lectern.Web.Languages;

namespace Lectern.Web.Sessions;

/// <summary>What is done with a chat: rename, pin, archive, move, delete and take that back.</summary>
internal sealed partial class ChatList
{
    private static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(6);
    private readonly HashSet<string> deleting = new(StringComparer.Ordinal);

    /// <summary>A session is gone, here or in another tab.</summary>
    public event Action<string>? Removed;

    /// <summary>A deletion was taken back.</summary>
    public event Action<string>? Restored;

    public event Action<ChatSessionSummary>? Renamed;

    public async Task RenameAsync(string sessionId, string title)
    {
        try
        {
            var renamed = await account.Client.Chat.RenameAsync(sessionId, title);
            Put(renamed);
            Renamed?.Invoke(renamed);
            page.Tell("renamed", sessionId);
        }
        catch (LecternNotFoundException)
        {
            Forget(sessionId);
            notices.Say(Strings.Of("chats.gone"));
        }
        catch (LecternException e)
        {
            if (!account.Note(e))
                notices.Fail(e);
        }
    }

    /// <summary>Pins, archives or moves a chat.</summary>
    public async Task UpdateAsync(string sessionId, ChatUpdateRequest update)
    {
        try
        {
            Add(await account.Client.Chats.UpdateAsync(sessionId, update));
            if (update.Folder is not null)
                await LoadFoldersAsync();
        }
        catch (LecternException e)
        {
            if (!account.Note(e))
                notices.Fail(e);
        }
    }

    /// <summary>
    /// Hides a session at once, and deletes it on the server when the time to undo is over, or at the next visit.
    /// </summary>
    public async Task DeleteAsync(ChatSessionSummary session)
    {
        if (!deleting.Add(session.SessionId))
            return;
        KeepDeletions();
        Changed?.Invoke();
        Removed?.Invoke(session.SessionId);
        await notices.OfferAsync(
            Strings.Of("chats.deleted", session.GeneratedTitle ?? Strings.Of("chats.new")), Strings.Of("chats.undo"),
            () => RestoreAsync(session.SessionId), UndoTime);
        if (deleting.Contains(session.SessionId))
            await DeleteNowAsync(session.SessionId);
    }

    /// <summary>A session that is known to be gone.</summary>
    public void Forget(string sessionId)
    {
        chats.RemoveAll(c => c.Session.SessionId == sessionId);
        Matches?.RemoveAll(m => m.Session.SessionId == sessionId);
        Changed?.Invoke();
    }

    private Task RestoreAsync(string sessionId)
    {
        Undo(sessionId);
        Restored?.Invoke(sessionId);
        return Task.CompletedTask;
    }

    private void Undo(string sessionId)
    {
        deleting.Remove(sessionId);
        KeepDeletions();
        Changed?.Invoke();
    }

    private async Task DeleteNowAsync(string sessionId)
    {
        try
        {
            await account.Client.Chats.DeleteAsync(sessionId);
        }
        catch (LecternNotFoundException)
        {
            // Another tab was faster.
        }
        catch (LecternException e)
        {
            if (!account.Note(e))
                notices.Fail(e);
            Undo(sessionId);
            return;
        }

        chats.RemoveAll(c => c.Session.SessionId == sessionId);
        Matches?.RemoveAll(m => m.Session.SessionId == sessionId);
        deleting.Remove(sessionId);
        KeepDeletions();
        page.Tell("deleted", sessionId);
        Changed?.Invoke();
    }

    private void KeepDeletions() => page.KeepSetting("deleting", deleting.Count == 0 ? null : string.Join(' ', deleting));

    /// <summary>Deletes what was deleted just before the page was left.</summary>
    private async Task FinishDeletionsAsync()
    {
        foreach (var id in (page.Setting("deleting") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (deleting.Add(id))
                await DeleteNowAsync(id);
        }
    }
}
