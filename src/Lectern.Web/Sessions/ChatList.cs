using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;
using Lectern.Web.Browser;
using Lectern.Web.Texts;

namespace Lectern.Web.Sessions;

/// <summary>The chats at the side: pinned ones first, then by last use, page by page; or what a search found.</summary>
internal sealed partial class ChatList(Account account, BrowserPage page, Notices notices)
{
    private const int PageSize = 40;
    private const int LongestQuery = 200;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(30);
    private readonly List<ChatEntry> chats = [];
    private string? next;
    private bool isWhole;
    private int searches;
    private string? matchesNext;

    public event Action? Changed;

    public bool IsLoading { get; private set; }

    public bool IsLoaded { get; private set; }

    public string? Problem { get; private set; }

    public string Query { get; private set; } = "";

    /// <summary>What a search found; null while nothing is searched for.</summary>
    public List<SessionMatch>? Matches { get; private set; }

    /// <summary>Which chats are listed.</summary>
    public bool IsArchived { get; private set; }

    /// <summary>Only those of this folder; null for all.</summary>
    public string? Folder { get; private set; }

    /// <summary>Names of folders that have chats.</summary>
    public IReadOnlyList<string> Folders { get; private set; } = [];

    public IEnumerable<ChatEntry> Shown => chats.Where(c => !deleting.Contains(c.Session.SessionId));

    public IEnumerable<SessionMatch> ShownMatches => (Matches ?? []).Where(m => !deleting.Contains(m.Session.SessionId));

    public bool HasMore => Matches is null ? !isWhole : matchesNext is not null;

    public async Task ReloadAsync()
    {
        (next, isWhole) = (null, false);
        chats.Clear();
        await MoreAsync();
        _ = LoadFoldersAsync();
        await FinishDeletionsAsync();
    }

    /// <summary>Lists others: those of a folder, or the archived ones.</summary>
    public async Task ChooseAsync(bool isArchived, string? folder)
    {
        while (IsLoading)
            await Task.Delay(Look);
        (IsArchived, Folder, IsLoaded) = (isArchived, folder, false);
        (next, isWhole) = (null, false);
        chats.Clear();
        await MoreAsync();
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
                var more = await account.Client.Chats.ListAsync(IsArchived, Folder, PageSize).GetPageAsync(next);
                chats.AddRange(more.Items.Where(m => !chats.Exists(c => c.ChatId == m.ChatId)));
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

    private ChatEntry? Find(string sessionId) => chats.Find(c => c.Session.SessionId == sessionId);

    private PagedList<SessionMatch> Search() =>
        account.Client.Chats.SearchAsync(TextStart.Of(Query, LongestQuery), PageSize);

    private async Task LoadFoldersAsync()
    {
        try
        {
            Folders = await account.Client.Chats.GetFoldersAsync();
            Changed?.Invoke();
        }
        catch (LecternException e)
        {
            // The list is there without them.
            account.Note(e);
        }
    }
}
