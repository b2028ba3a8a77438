using Lectern.Web.Languages;

namespace Lectern.Web.Documents;

internal sealed partial class IndexFiles
{
    private static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(6);

    /// <summary>Files that are hidden until the time to undo is over; who leaves the page before keeps them.</summary>
    private readonly HashSet<string> removing = new(StringComparer.Ordinal);

    /// <summary>
    /// Hides a file at once; takes it out of the directory, and reads the index again without it, when the time to undo is over.
    /// </summary>
    public async Task RemoveAsync(DocumentRow row)
    {
        if (Index is not { } index || !removing.Add(row.FileId))
            return;
        Show();
        await notices.OfferAsync(
            Strings.Of("chats.deleted", row.Name), Strings.Of("chats.undo"), () => RestoreAsync(row), UndoTime);
        if (!removing.Contains(row.FileId))
            return;
        await TryAsync(async () =>
        {
            await account.Client.Directories.Files.DeleteAsync(index.SourceDirectoryId, row.FileId);
            rows.Remove(row);
            await account.Client.Indexes.SyncAsync(index.Id);
            await catalog.LoadAsync();
        });
        await RestoreAsync(row);
    }

    /// <summary>Shows it again, if it is still there.</summary>
    private Task RestoreAsync(DocumentRow row)
    {
        removing.Remove(row.FileId);
        Show();
        return Task.CompletedTask;
    }
}
