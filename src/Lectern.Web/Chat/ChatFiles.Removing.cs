using Lectern.Web.Indexes;

namespace Lectern.Web.Chat;

/// <summary>How a file is taken away again, and with the last one a chat that was begun for it.</summary>
internal sealed partial class ChatFiles
{
    public async Task RemoveAsync(LoadedFile file)
    {
        shown.Files.Remove(file);
        page.Call("forgetFile", file.Number);
        Changed?.Invoke();
        var list = shown;
        if (list.Files.Count == 0)
        {
            // Should another file come, it begins another session.
            (var before, list.SessionId) = (list.SessionId, null);
            if (await conversation.DiscardEmptyAsync())
                return;
            list.SessionId = before;
        }

        if (file.FileId is not null && conversation.SessionId is { } session)
        {
            await TryAsync(shown, async () =>
            {
                var index = await account.Client.Chats.MakeIndexAsync(session);
                await account.Client.Directories.Files.DeleteAsync(index.SourceDirectoryId, file.FileId);
                await account.Client.Indexes.SyncAsync(index.Id);
            });
        }
    }
}
