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
internal sealed class ChatFiles : IDisposable
{
    private readonly Account account;
    private readonly Conversation conversation;
    private readonly BrowserPage page;
    private readonly List<LoadedFile> files = [];
    private DotNetObjectReference<ChatFiles>? self;
    private string? session;
    private bool isRunning;

    public ChatFiles(Account account, Conversation conversation, BrowserPage page)
    {
        (this.account, this.conversation, this.page) = (account, conversation, page);
        conversation.Changed += Look;
    }

    public event Action? Changed;

    public IReadOnlyList<LoadedFile> Files => files;

    /// <summary>Something is on its way that a question would not be answered from yet.</summary>
    public bool IsBusy => isRunning;

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
        if (file.FileId is not null && session is not null)
        {
            await TryAsync(async () =>
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

    /// <summary>Until nothing is left to send: what comes meanwhile is sent too.</summary>
    private async Task RunAsync()
    {
        (isRunning, Problem) = (true, null);
        Changed?.Invoke();
        await TryAsync(async () =>
        {
            var id = session = await conversation.BeginAsync();
            var index = await account.Client.Chats.MakeIndexAsync(id);
            if (session == id)
                conversation.OwnIndexId = index.Id;
            while (session == id && files.Find(f => f.Stage is FileStage.Waiting) is { } first)
            {
                for (var next = first; next is not null; next = files.Find(f => f.Stage is FileStage.Waiting))
                    await SendAsync(index.SourceDirectoryId, next);
                await SyncAsync(index.Id);
                if (session == id)
                    await StandAsync(index.Id);
            }
        });
        isRunning = false;
        Changed?.Invoke();
    }

    private async Task SendAsync(string directory, LoadedFile file)
    {
        file.Stage = FileStage.Uploading;
        Changed?.Invoke();
        (file.FileId, file.Reason) = await BrowserUpload.SendAsync(page, account, directory, file, self);
        file.Stage = file.FileId is null ? FileStage.Failed : FileStage.Reading;
        Changed?.Invoke();
    }

    private async Task SyncAsync(string indexId)
    {
        try
        {
            await account.Client.Indexes.SyncAndWaitAsync(indexId);
        }
        catch (IndexNotReadyException e)
        {
            Problem = e.Index.Metadata.Error;
        }
    }

    /// <summary>What became of the files, also of those that another visit added.</summary>
    private async Task StandAsync(string indexId)
    {
        await foreach (var entry in account.Client.Indexes.ListFilesAsync(indexId, 1000))
        {
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
        if (session == conversation.SessionId || conversation.State is ConversationState.Loading)
            return;
        if (conversation.IsOf(session) || (session is null && isRunning))
        {
            session = conversation.SessionId;
            return;
        }

        foreach (var file in files)
            page.Call("forgetFile", file.Number);
        files.Clear();
        (session, Problem) = (conversation.SessionId, null);
        Changed?.Invoke();
        if (session is { } id && conversation.State is ConversationState.Ready)
        {
            _ = TryAsync(async () =>
            {
                if (await account.Client.Chats.FindIndexAsync(id) is { } index && session == id)
                {
                    conversation.OwnIndexId = index.Id;
                    await StandAsync(index.Id);
                }
            });
        }
    }

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (LecternException e)
        {
            if (!account.Note(e))
                Problem = Words.Of(e);
        }

        Changed?.Invoke();
    }
}
