using Lectern.Client;
using Lectern.Web.Indexes;

namespace Lectern.Web.Chat;

/// <summary>How the files are sent, one after the other, each into the index of the chat in which it was added.</summary>
internal sealed partial class ChatFiles
{
    /// <summary>Chats that were left while their files waited for those of another one, or could not be sent.</summary>
    private readonly List<ChatFileList> left = [];

    private bool isRunning;

    /// <summary>What is being sent; its chat may have been left.</summary>
    private ChatFileList? sending;

    /// <summary>Something is on its way into the open chat that a question would not be answered from yet.</summary>
    public bool IsBusy => isRunning && (conversation.IsOf(sending?.SessionId) || shown.IsBusy);

    /// <summary>Until nothing is left to send: what comes meanwhile is sent too, also in another chat.</summary>
    private async Task RunAsync()
    {
        (isRunning, Problem) = (true, null);
        Changed?.Invoke();
        try
        {
            while (left.Append(shown).FirstOrDefault(l => l is { Next: not null, HasFailed: false }) is { } next)
            {
                sending = next;
                next.HasFailed = !await TryAsync(next, () => SendAllAsync(next));
                left.Remove(next);
                if (next == shown)
                    continue;
                if (next is { HasFailed: true, SessionId: not null, Next: not null })
                    left.Add(next);
                else
                    Forget(next);
            }
        }
        finally
        {
            (isRunning, sending) = (false, null);
            Changed?.Invoke();
        }
    }

    private async Task SendAllAsync(ChatFileList list)
    {
        if ((list == shown ? await conversation.BeginAsync() : list.SessionId) is not { } session)
            return;
        list.SessionId = session;
        var index = await account.Client.Chats.MakeIndexAsync(session);
        if (conversation.IsOf(session))
            conversation.OwnIndexId = index.Id;
        while (list.Next is not null)
        {
            while (list.Next is { } next)
                await SendAsync(index.SourceDirectoryId, next);
            await SyncAsync(list, index.Id);

            // It may have been left and opened again.
            await StandAsync(conversation.IsOf(session) ? shown : list, index.Id);
        }
    }

    private async Task SendAsync(string directory, LoadedFile file)
    {
        file.Stage = FileStage.Uploading;
        Changed?.Invoke();
        (file.FileId, file.Reason) = await BrowserUpload.SendAsync(page, account, directory, file, self);
        file.Stage = file.FileId is null ? FileStage.Failed : FileStage.Reading;
        Changed?.Invoke();
    }

    private async Task SyncAsync(ChatFileList list, string indexId)
    {
        try
        {
            await account.Client.Indexes.SyncAndWaitAsync(indexId);
        }
        catch (IndexNotReadyException e)
        {
            if (list == shown)
                Problem = e.Index.Metadata.Error;
        }
    }
}
