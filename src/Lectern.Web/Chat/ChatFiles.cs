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
    private List<LoadedFile> files = [];

    /// <summary>The chat that the files are of, as <see cref="Conversation.Opened"/> counts them.</summary>
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

    public IReadOnlyList<LoadedFile> Files => files;

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
            files.RemoveAll(f => f.Path == path);
            files.Add(new LoadedFile(
                int.Parse(number, CultureInfo.InvariantCulture), path, long.Parse(size, CultureInfo.InvariantCulture)));
        }

        if (!isRunning)
            await RunAsync();
    }

    [JSInvokable]
    public void Sent(int number, double bytes)
    {
        if (files.Find(f => f.Number == number) is { } file)
            file.Sent = (long)bytes;
        Changed?.Invoke();
    }

    public async Task RemoveAsync(LoadedFile file)
    {
        files.Remove(file);
        page.Call("forgetFile", file.Number);
        Changed?.Invoke();
        if (file.FileId is not null && conversation.SessionId is { } session)
        {
            await TryAsync(opened, async () =>
            {
                var index = await account.Client.Chats.MakeIndexAsync(session);
                await account.Client.Directories.Files.DeleteAsync(index.SourceDirectoryId, file.FileId);
                await account.Client.Indexes.SyncAsync(index.Id);
            });
        }
    }

    public void Dispose()
    {
        conversation.Changed -= Look;
        self?.Dispose();
    }

    /// <summary>What became of the files, also of those that another visit added.</summary>
    private async Task StandAsync(int chat, string indexId)
    {
        if (chat != opened)
            return;
        await foreach (var entry in account.Client.Indexes.ListFilesAsync(indexId, 1000))
        {
            if (chat != opened)
                return;
            var file = files.Find(f => f.FileId == entry.FileId);
            if (file is null)
                files.Add(file = new LoadedFile(0, entry.FileName, 0) { FileId = entry.FileId });
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

        if (isKnown || conversation.State is not (ConversationState.Ready or ConversationState.New))
            return;
        isKnown = true;
        if (conversation.SessionId is { } id)
            _ = FindAsync(opened, id);
    }

    /// <summary>What is being sent goes on.</summary>
    private void Leave()
    {
        if (files != sending)
            Forget(files);
        files = [];
    }

    private void Forget(List<LoadedFile> gone)
    {
        foreach (var file in gone)
            page.Call("forgetFile", file.Number);
    }

    /// <summary>The files that a chat has when it is opened.</summary>
    private Task FindAsync(int chat, string sessionId) => TryAsync(chat, async () =>
    {
        if (await account.Client.Chats.FindIndexAsync(sessionId) is { } index && chat == opened)
        {
            conversation.OwnIndexId = index.Id;
            await StandAsync(chat, index.Id);
        }
    });

    /// <summary>What goes wrong is said in its chat only.</summary>
    /// <returns>Whether it went well; it did where the session changed meanwhile, and goes on in that one.</returns>
    private async Task<bool> TryAsync(int chat, Func<Task> act)
    {
        var isWell = true;
        try
        {
            await act();
        }
        catch (OperationCanceledException)
        {
            // Another session was opened.
        }
        catch (LecternException e)
        {
            isWell = false;
            if (!account.Note(e) && chat == opened)
                Problem = Words.Of(e);
        }

        Changed?.Invoke();
        return isWell;
    }
}
