using Lectern.Web.Chat;
using Lectern.Web.Indexes;
using Microsoft.JSInterop;

namespace Lectern.Web;

/// <summary>What is shown by the address, and what happens to the page as a whole: its keys, other tabs, a link.</summary>
public sealed partial class App
{
    private readonly CancellationTokenSource gone = new();
    private DotNetObjectReference<App>? self;
    private bool isSettings;
    private bool isDocuments;
    private string? documentsOf;
    private bool isSideOpen;
    private bool isBegun;
    private string? closed;
    private string? left;
    private string? sourceOf;

    protected override async Task OnInitializedAsync()
    {
        Account.Changed += AccountChanged;
        Account.Back += BackAsync;
        Language.Changed += StateHasChanged;
        Source.Changed += StateHasChanged;
        Conversation.Changed += Show;
        Sessions.Removed += Left;
        Sessions.Restored += Reopen;
        Sessions.Renamed += Conversation.Retitled;
        Load.Made += Conversation.ChooseAlso;
        Navigation.LocationChanged += (_, _) => _ = GoAsync();
        self = DotNetObjectReference.Create(this);
        Page.Call("begin", self);
        await Account.BeginAsync();
        await BeginAsync();
        SayLinkProblem();
    }

    /// <summary>A link with a key was opened in this tab, over the page that is there.</summary>
    [JSInvokable]
    public async Task OfferedAsync()
    {
        await Account.LookAtLinkAsync();
        SayLinkProblem();
    }

    /// <summary>Where nobody is signed in the form says it.</summary>
    private void SayLinkProblem()
    {
        if (Account is { IsSignedIn: true, LinkProblem: { } problem })
            Notices.Say(problem);
    }

    /// <summary>The page's own links change what is shown; they load nothing.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Interception.EnableNavigationInterceptionAsync();
    }

    public void Dispose()
    {
        gone.Cancel();
        self?.Dispose();
    }

    /// <summary>A key of the whole page was pressed.</summary>
    [JSInvokable]
    public void Pressed(string key)
    {
        switch (key)
        {
            case "new":
                Navigation.NavigateTo("");
                break;
            case "help":
                Navigation.NavigateTo("settings#keys");
                break;
            case "escape" when isSideOpen:
                CloseSide();
                break;
            case "escape" when Conversation.Running is not null && !isSettings && !isDocuments:
                Conversation.Stop();
                break;
            case "escape":
                Source.Close();
                break;
        }
    }

    /// <summary>Another tab did something.</summary>
    [JSInvokable]
    public async Task HeardAsync(string what, string id)
    {
        if (!Account.IsSignedIn)
            return;
        if (what == "deleted")
        {
            Sessions.Forget(id);
            Conversation.Deleted(id);
            return;
        }

        await Sessions.RefreshAsync(id);
        if (Conversation.IsOf(id))
            await Conversation.CatchUpAsync();
    }

    /// <summary>The page is looked at again.</summary>
    [JSInvokable]
    public async Task WokenAsync()
    {
        if (Account.IsSignedIn)
            await Conversation.CatchUpAsync();
    }

    private async Task BeginAsync()
    {
        if (!Account.IsSignedIn || isBegun)
            return;
        isBegun = true;
        var sessions = Sessions.ReloadAsync();
        await Catalog.LoadAsync();
        _ = Catalog.FollowAsync(gone.Token);
        await GoAsync();
        await sessions;
        Page.Call("usable");
    }

    private async Task GoAsync()
    {
        if (!Account.IsSignedIn)
            return;
        var path = Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];
        isSettings = path == "settings";
        isDocuments = path == "documents" || path.StartsWith("documents/", StringComparison.Ordinal);
        documentsOf = isDocuments && path.Length > "documents/".Length
            ? Uri.UnescapeDataString(path["documents/".Length..]) : null;
        if (path.StartsWith("c/", StringComparison.Ordinal))
            await Conversation.OpenAsync(Uri.UnescapeDataString(path[2..]));
        else if (!isSettings && !isDocuments
            && (Conversation.SessionId is not null || Conversation.State is ConversationState.Missing || path.Length == 0))
            Conversation.StartNew();
        StateHasChanged();
    }

    private void AccountChanged()
    {
        if (!Account.IsSignedIn)
            isBegun = false;
        StateHasChanged();
        _ = BeginAsync();
    }

    private async Task BackAsync()
    {
        await Catalog.LoadAsync();
        await Sessions.ReloadAsync();
        if (Conversation is { State: ConversationState.Failed, SessionId: { } id })
            await Conversation.OpenAsync(id);
        else
            await Conversation.CatchUpAsync();
    }

    private void Show()
    {
        if (sourceOf != Conversation.SessionId)
        {
            // What stands beside the chat belongs to it; a chat that was just made of a question has had no name before.
            if (sourceOf is not null)
                Source.Close();
            sourceOf = Conversation.SessionId;
        }

        Page.Call("title", Conversation.Title is { } title ? title + " – Lectern" : "Lectern");
        StateHasChanged();
    }

    private void Left(string sessionId)
    {
        closed = Conversation.IsOf(sessionId) ? Conversation.SessionId : null;
        left = sessionId;
        if (closed is not null)
            Navigation.NavigateTo("");
    }

    /// <summary>
    /// A chat that was open when it was deleted opens again when that is taken back, where nothing else was opened.
    /// </summary>
    private void Reopen(string sessionId)
    {
        if (closed is not null && left == sessionId && Conversation.SessionId is null)
            Navigation.NavigateTo("c/" + closed);
    }

    private void CloseSide() => isSideOpen = false;
}
