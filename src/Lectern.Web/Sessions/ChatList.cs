using System.Globalization;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;
using Lectern.Web.Browser;
using Lectern.Web.Languages;
using Lectern.Web.Texts;

namespace Lectern.Web.Sessions;

/// <summary>The sessions at the side: newest first, page by page, or what a search found.</summary>
internal sealed class ChatList(Account account, BrowserPage page, Notices notices)
{
    private const int PageSize = 40;
    private const int LongestQuery = 200;
    private static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(6);
    private readonly List<ChatSessionSummary> sessions = [];
    private readonly HashSet<string> deleting = new(StringComparer.Ordinal);
    private string? next;
    private bool isWhole;
    private int searches;
    private string? matchesNext;

    public event Action? Changed;

    /// <summary>A session is gone, here or in another tab.</summary>
    public event Action<string>? Removed;

    /// <summary>A deletion was taken back.</summary>
    public event Action<string>? Restored;

    public event Action<ChatSessionSummary>? Renamed;

    public bool IsLoading { get; private set; }

    public bool IsLoaded { get; private set; }

    public string? Problem { get; private set; }

    public string Query { get; private set; } = "";

    /// <summary>What a search found; null while nothing is searched for.</summary>
    public List<SessionMatch>? Matches { get; private set; }

    public IEnumerable<ChatSessionSummary> Shown => sessions.Where(s => !deleting.Contains(s.SessionId));

    public IEnumerable<SessionMatch> ShownMatches => (Matches ?? []).Where(m => !deleting.Contains(m.Session.SessionId));

    public bool HasMore => Matches is null ? !isWhole : matchesNext is not null;

    public async Task ReloadAsync()
    {
        (next, isWhole) = (null, false);
        sessions.Clear();
        await MoreAsync();
        await FinishDeletionsAsync();
    }

    /// <summary>Loads the next page of what is shown.</summary>
    public async Task MoreAsync()
    {
        if (IsLoading || !account.IsSignedIn || !HasMore)
            return;
        (IsLoading, Problem) = (true, null);
        Changed?.Invoke();
        try
        {
            if (Matches is null)
            {
                var more = await account.Client.Chat.ListAsync(PageSize).GetPageAsync(next);
                foreach (var session in more.Items)
                {
                    if (!sessions.Exists(s => s.SessionId == session.SessionId))
                        sessions.Add(session);
                }

                (next, isWhole, IsLoaded) = (more.NextPageToken, more.NextPageToken is null, true);
            }
            else
            {
                var more = await Search().GetPageAsync(matchesNext);
                Matches.AddRange(more.Items);
                matchesNext = more.NextPageToken;
            }
        }
        catch (LecternException e)
        {
            if (!account.Note(e))
                Problem = Words.Of(e);
        }
        finally
        {
            IsLoading = false;
            Changed?.Invoke();
        }
    }

    public async Task SearchAsync(string query)
    {
        var mine = ++searches;
        Query = query.Trim();
        if (Query.Length == 0)
        {
            (Matches, matchesNext) = (null, null);
            Changed?.Invoke();
            return;
        }

        await Task.Delay(200);
        if (mine != searches)
            return;
        try
        {
            var found = await Search().GetPageAsync();
            if (mine == searches)
                (Matches, matchesNext, Problem) = ([.. found.Items], found.NextPageToken, null);
        }
        catch (LecternException e)
        {
            if (mine == searches && !account.Note(e))
                Problem = Words.Of(e);
        }

        Changed?.Invoke();
    }

    /// <summary>Adds a session that was just made.</summary>
    public void Add(ChatSessionSummary session)
    {
        sessions.RemoveAll(s => s.SessionId == session.SessionId);
        sessions.Insert(0, session);
        Changed?.Invoke();
    }

    /// <summary>Shows how a session is now.</summary>
    public void Put(ChatSessionSummary session)
    {
        var at = sessions.FindIndex(s => s.SessionId == session.SessionId);
        if (at >= 0)
            sessions[at] = session;
        for (var i = 0; i < Matches?.Count; i++)
        {
            if (Matches[i].Session.SessionId == session.SessionId)
                Matches[i] = Matches[i] with { Session = session };
        }

        Changed?.Invoke();
    }

    public async Task RefreshAsync(string sessionId)
    {
        try
        {
            var session = await account.Client.Chat.GetSummaryAsync(sessionId);
            if (sessions.Exists(s => s.SessionId == sessionId))
                Put(session);
            else
                Add(session);
        }
        catch (LecternException e)
        {
            account.Note(e);
        }
    }

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
        sessions.RemoveAll(s => s.SessionId == sessionId);
        Matches?.RemoveAll(m => m.Session.SessionId == sessionId);
        Changed?.Invoke();
    }

    /// <summary>When a session was made: its id says so.</summary>
    public static DateTimeOffset Created(ChatSessionSummary session) =>
        session.SessionId is ['s', 'e', 's', '-', .. var id] && id.Length == 32
        && long.TryParse(id.AsSpan(0, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : session.LastUpdatedAt;

    private PagedList<SessionMatch> Search() =>
        account.Client.Chat.SearchAsync(TextStart.Of(Query, LongestQuery), PageSize);

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
            await account.Client.Chat.DeleteAsync(sessionId);
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

        sessions.RemoveAll(s => s.SessionId == sessionId);
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
