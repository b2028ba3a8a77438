using System.Globalization;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;
using Lectern.Web.Browser;
using Lectern.Web.Indexes;
using Lectern.Web.Languages;
using Microsoft.JSInterop;

namespace Lectern.Web.Chat;

/// <summary>
/// Files that were dropped on the question's box, pasted or chosen there: they go into the chat's own index, and are gone with
/// it. The browser sends them from the disk.
/// </summary>
internal sealed partial class ChatFiles : IDisposable
{
    private readonly Account account;
    private readonly Conversation conversation;
    private readonly BrowserPage page;
    private DotNetObjectReference<ChatFiles>? self;

    /// <summary>Those of the open chat.</summary>
    private ChatFileList shown = new();

    /// <summary>The chat that they are of, as <see cref="Conversation.Opened"/> counts them.</summary>
    private int opened;

    /// <summary>The files that the chat had when it was opened are looked for.</summary>
    private bool isKnown;

    public ChatFiles(Account account, Conversation conversation, BrowserPage page)
    {
        (this.account, this.conversation, this.page) = (account, conversation, page);
        conversation.Changed += Look;
        Look();
    }

    public event Action? Changed;

    public IReadOnlyList<LoadedFile> Files => shown.Files;

    public string? Problem { get; private set; }

    public void Watch() => page.Call("watchChatFiles", self ??= DotNetObjectReference.Create(this));

    /// <summary>Files were dropped, pasted or chosen.</summary>
    /// <param name="list">Lines of <c>NUMBER SIZE PATH</c>.</param>
    [JSInvokable]
    public async Task Add(string list)
    {
        foreach (var line in list.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ', 3) is not [var number, var size, var path])
                continue;
            shown.Files.RemoveAll(f => f.Path == path);
            shown.Files.Add(new LoadedFile(
                int.Parse(number, CultureInfo.InvariantCulture), path, long.Parse(size, CultureInfo.InvariantCulture)));
        }

        shown.HasFailed = false;

        // What waits for another chat's files waits in a chat that stays, though it is left.
        if (!isRunning)
            await RunAsync();
        else if (sending != shown)
            await TryAsync(shown, conversation.BeginAsync);
    }

    [JSInvokable]
    public void Sent(int number, double bytes)
    {
        if (sending?.Files.Find(f => f.Number == number) is { } file)
            file.Sent = (long)bytes;
        Changed?.Invoke();
    }

    public void Dispose()
    {
        conversation.Changed -= Look;
        self?.Dispose();
    }

    /// <summary>What became of the files, also of those that another visit added.</summary>
    private async Task StandAsync(ChatFileList list, string indexId)
    {
        if (list != shown)
            return;
        await foreach (var entry in account.Client.Indexes.ListFilesAsync(indexId, 1000))
        {
            if (list != shown)
                return;
            var file = list.Files.Find(f => f.FileId == entry.FileId);
            if (file is null)
                list.Files.Add(file = new LoadedFile(0, entry.FileName, 0) { FileId = entry.FileId });
            (file.Stage, file.Reason) =
                entry.Status == IndexStatus.Ready ? (FileStage.Ready, null) : (FileStage.Failed, entry.Reason);
        }

        Changed?.Invoke();
    }

    private void Look()
    {
        if (opened != conversation.Opened)
        {
            // What was added before anything was opened is the first chat's.
            if (opened > 0)
                Leave();
            (opened, isKnown, Problem) = (conversation.Opened, false, null);
            Changed?.Invoke();
        }

        shown.SessionId = conversation.SessionId ?? shown.SessionId;
        if (isKnown || conversation.State is not (ConversationState.Ready or ConversationState.New))
            return;
        isKnown = true;
        if (conversation.SessionId is not { } id)
            return;
        if (left.Append(sending).FirstOrDefault(l => l != shown && conversation.IsOf(l?.SessionId)) is { } again)
        {
            again.HasFailed &= shown.Files.Count == 0;
            again.Files.AddRange(shown.Files);
            left.Remove(again);
            shown = again;
            Changed?.Invoke();
        }

        _ = FindAsync(shown, id);
    }

    /// <summary>
    /// What is being sent goes on, and what waits to be sent is sent after it; what could not be sent waits for who returns.
    /// </summary>
    private void Leave()
    {
        if (shown != sending && shown is { SessionId: not null, Next: not null })
            left.Add(shown);
        else if (shown != sending)
            Forget(shown);
        shown = new ChatFileList();
    }

    private void Forget(ChatFileList gone)
    {
        foreach (var file in gone.Files)
            page.Call("forgetFile", file.Number);
    }

    /// <summary>The files that a chat has when it is opened.</summary>
    private Task FindAsync(ChatFileList list, string sessionId) => TryAsync(list, async () =>
    {
        if (await account.Client.Chats.FindIndexAsync(sessionId) is { } index && list == shown)
        {
            conversation.OwnIndexId = index.Id;
            await StandAsync(list, index.Id);
        }
    });

    /// <summary>What goes wrong is said in its chat only.</summary>
    /// <returns>Whether it went well.</returns>
    private async Task<bool> TryAsync(ChatFileList list, Func<Task> act)
    {
        var isWell = true;
        try
        {
            await act();
        }
        catch (LecternException e)
        {
            isWell = false;
            if (!account.Note(e) && list == shown)
                Problem = Words.Of(e);
        }

        Changed?.Invoke();
        return isWell;
    }
}
