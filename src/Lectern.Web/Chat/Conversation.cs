using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;
using Lectern.Web.Browser;
using Lectern.Web.Indexes;
using Lectern.Web.Sessions;
using Microsoft.AspNetCore.Components;

namespace Lectern.Web.Chat;

/// <summary>
/// The open session: its turns, the one that runs, and what can be done with them. What runs on the server is followed from
/// wherever it was asked: this page, another tab, before a refresh.
/// </summary>
internal sealed partial class Conversation(
    Account account, ChatList sessions, IndexCatalog catalog, BrowserPage page, NavigationManager navigation, Notices notices,
    AnsweringModels models)
    : IDisposable
{
    /// <summary>Work between two breaths of the browser, so that it keeps painting.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromMilliseconds(12);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(30);

    private List<Turn> turns = [];
    private CancellationTokenSource leave = new();
    private CancellationTokenSource? end;
    private (string Body, string Key)? unanswered;
    private DateTimeOffset lastUpdated;
    private bool isDiscarding;

    /// <summary>As the session has it.</summary>
    private string? remembered;

    /// <summary>Chosen here, and asked by no question yet.</summary>
    private string? picked;

    /// <summary>The session that is being made for the new chat.</summary>
    private (CancellationToken? Stay, Task<string>? Session) making;

    /// <summary>The chat to whose session something was added, as <see cref="Opened"/> counts them: the session stays.</summary>
    private int? begun;

    /// <summary>The stay in a session during which a version of it is being made.</summary>
    private CancellationToken? forking;

    /// <summary>Told when anything changed; the running turn's growth is told by <see cref="Grew"/>.</summary>
    public event Action? Changed;

    public event Action? Grew;

    public ConversationState State { get; private set; }

    public string? SessionId { get; private set; }

    /// <summary>By which the browser keeps what is typed and not asked yet.</summary>
    public string Draft => DraftOf(SessionId);

    public string? Title { get; private set; }

    public string? Problem { get; private set; }

    public IReadOnlyList<Turn> Turns => turns;

    public Turn? Running => turns.Count > 0 && turns[^1].IsRunning ? turns[^1] : null;

    /// <summary>A question is answered, or a version is being made for one: no other can be asked until then.</summary>
    public bool IsAsking => Running is not null || forking == leave.Token;

    public bool IsStopping { get; private set; }

    /// <summary>
    /// Indexes that are asked, as the session names them. Of a session without a set of its own: for the next message.
    /// </summary>
    public IReadOnlyList<string> IndexIds { get; private set; } = [];

    /// <summary>The model that was chosen for the chat; null for the server's own.</summary>
    public string? Model => picked ?? remembered;

    /// <summary>The chat's own index, which is asked beside these; null where it has none.</summary>
    public string? OwnIndexId { get; set; }

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
        if (isDiscarding)
        {
            // The page is already as it was before the question; only the address has changed.
            isDiscarding = false;
            return;
        }

        Leave();
        (Opened, versions, OwnIndexId) = (Opened + 1, VersionTree.None, null);
        (State, SessionId, Title, Problem, turns, IsBound) = (ConversationState.New, null, null, null, [], false);
        IndexIds = [.. catalog.LastChosen.Where(id => catalog.Find(id) is not null)];
        (remembered, picked) = (null, models.LastChosen);
        Changed?.Invoke();
    }

    public void Choose(IReadOnlyList<string> indexIds)
    {
        if (IsLocked)
            return;
        IndexIds = indexIds;
        catalog.LastChosen = indexIds;
        Changed?.Invoke();
    }

    /// <summary>An index that was just made is asked too, where there is room.</summary>
    public void ChooseAlso(IndexResponse made)
    {
        if (!IndexIds.Contains(made.Id) && IndexIds.Count < IndexCatalog.MostChosen)
            Choose([.. IndexIds, made.Id]);
    }

    /// <summary>Holds from the next question on.</summary>
    public void ChooseModel(string model)
    {
        (picked, models.LastChosen) = (model, model);
        Changed?.Invoke();
    }

    /// <summary>A chat was deleted here or in another tab, with all its versions.</summary>
    public void Deleted(string sessionId)
    {
        if (SessionId is { } open && IsOf(sessionId))
            Missing(open);
    }

    /// <summary>A title is that of all versions.</summary>
    public void Retitled(ChatSessionSummary session)
    {
        if (!IsOf(session.SessionId))
            return;
        Title = session.GeneratedTitle;
        Changed?.Invoke();
    }

    public void Dismiss()
    {
        Problem = null;
        Changed?.Invoke();
    }

    /// <summary>
    /// What is typed and the address go along from a session to the one that took its place; nobody is moved away from elsewhere.
    /// </summary>
    private void GoFrom(string? sessionId)
    {
        page.Call("moveDraft", DraftOf(sessionId), Draft);
        if (IsAt(sessionId))
            navigation.NavigateTo(AddressOf(SessionId));
    }

    private bool IsAt(string? sessionId) =>
        navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0] == AddressOf(sessionId);

    private static string DraftOf(string? sessionId) => sessionId ?? "new";

    private static string AddressOf(string? sessionId) => sessionId is null ? "" : "c/" + sessionId;

    private void Fault(LecternException? e)
    {
        if (e is not null && !account.Note(e))
            Problem = Words.Of(e);
        Changed?.Invoke();
    }

    private void Say(string problem)
    {
        Problem = problem;
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
}
