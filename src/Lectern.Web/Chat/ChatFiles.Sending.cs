using Lectern.Client;
using Lectern.Web.Indexes;

namespace Lectern.Web.Chat;

/// <summary>How the files are sent, one after the other, each into the index of the chat in which it was added.</summary>
internal sealed partial class ChatFiles
{
    private bool isRunning;

    /// <summary>The session whose index is sent to.</summary>
    private string? target;

    /// <summary>The files of the chat that they are sent in; it may have been left.</summary>
    private List<LoadedFile>? sending;

    /// <summary>Something is on its way into the open chat that a question would not be answered from yet.</summary>
    public bool IsBusy => isRunning && (conversation.IsOf(target)
        || files.Exists(f => f.Stage is FileStage.Waiting or FileStage.Uploading or FileStage.Reading));

    /// <summary>Until nothing is left to send: what comes meanwhile is sent too, also in another chat.</summary>
    private async Task RunAsync()
    {
        (isRunning, Problem) = (true, null);
        Changed?.Invoke();
        try
        {
            for (var isWell = true; isWell && Next(files) is not null;)
            {
                var (chat, own) = (opened, files);
                sending = own;
                isWell = await TryAsync(chat, () => SendAllAsync(chat, own)) || chat != opened;
                if (own != files)
                    Forget(own);
            }
        }
        finally
        {
            (isRunning, target, sending) = (false, null, null);
            Changed?.Invoke();
        }
    }

    private async Task SendAllAsync(int chat, List<LoadedFile> own)
    {
        var session = target = await conversation.BeginAsync();
        var index = await account.Client.Chats.MakeIndexAsync(session);
        if (chat == opened)
            conversation.OwnIndexId = index.Id;
        while (Next(own) is not null)
        {
            while (Next(own) is { } next)
                await SendAsync(index.SourceDirectoryId, next);
            await SyncAsync(chat, index.Id);

            // It may have been left and opened again.
            await StandAsync(conversation.IsOf(session) ? opened : chat, index.Id);
        }
    }

    private static LoadedFile? Next(List<LoadedFile> files) => files.Find(f => f.Stage is FileStage.Waiting);

    private async Task SendAsync(string directory, LoadedFile file)
    {
        file.Stage = FileStage.Uploading;
        Changed?.Invoke();
        (file.FileId, file.Reason) = await BrowserUpload.SendAsync(page, account, directory, file, self);
        file.Stage = file.FileId is null ? FileStage.Failed : FileStage.Reading;
        Changed?.Invoke();
    }

    private async Task SyncAsync(int chat, string indexId)
    {
        try
        {
            await account.Client.Indexes.SyncAndWaitAsync(indexId);
        }
        catch (IndexNotReadyException e)
        {
            if (chat == opened)
                Problem = e.Index.Metadata.Error;
        }
    }
}
