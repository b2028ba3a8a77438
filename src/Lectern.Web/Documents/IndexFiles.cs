using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;
using Lectern.Web.Browser;
using Lectern.Web.Indexes;
using Lectern.Web.Languages;

namespace Lectern.Web.Documents;

/// <summary>The files of the index that is looked at: what was read, what was not and why, what waits.</summary>
internal sealed partial class IndexFiles(Account account, IndexCatalog catalog, Notices notices)
{
    private const int PageSize = 1000;
    private const int MostWhole = 100;
    private List<DocumentRow> rows = [];
    private int latest;

    public event Action? Changed;

    public string? IndexId { get; private set; }

    public IndexResponse? Index => IndexId is { } id ? catalog.Find(id) : null;

    public bool IsLoaded { get; private set; }

    public string? Problem { get; private set; }

    public string Filter { get; private set; } = "";

    public bool OnlyFailed { get; private set; }

    public int Failed => rows.Count(r => r.IsFailed && !removing.Contains(r.FileId));

    public int Count => rows.Count(r => !removing.Contains(r.FileId));

    /// <summary>The index's files stay when it is deleted: another one reads them too.</summary>
    public bool AreShared => Index is { } index && IsSharing(index);

    /// <summary>Files to show, those that could not be read first.</summary>
    public List<DocumentRow> Shown { get; private set; } = [];

    /// <summary>The first of these that could not be read: they have lines of any height, so there may not be many.</summary>
    public IReadOnlyList<DocumentRow> Unread { get; private set; } = [];

    /// <summary>All after them, in lines of one height.</summary>
    public List<DocumentRow> Others { get; private set; } = [];

    public string? NameOf(string fileId) => rows.Find(r => r.FileId == fileId)?.Name;

    public async Task OpenAsync(string? indexId)
    {
        latest++; // What an earlier index still answers is not wanted any more.
        Problem = null;
        if (IndexId != indexId)
            (IndexId, rows, IsLoaded, Filter, OnlyFailed) = (indexId, [], false, "", false);
        Show();
        if (indexId is not null)
            await LoadAsync();
    }

    /// <summary>Reads the list again; a later call wins over an earlier one.</summary>
    public async Task LoadAsync()
    {
        if (Index is not { } index)
            return;
        var mine = ++latest;
        try
        {
            var entries = new Dictionary<string, IndexFileEntry>(StringComparer.Ordinal);
            await foreach (var entry in account.Client.Indexes.ListFilesAsync(index.Id, PageSize))
                entries[entry.FileId] = entry;
            var loaded = new List<DocumentRow>();
            await foreach (var file in account.Client.Directories.Files.ListAsync(index.SourceDirectoryId, pageSize: PageSize))
            {
                entries.Remove(file.Id, out var entry);
                loaded.Add(new DocumentRow(file.Id, file.DisplayName, entry, file.UpdatedAt, file.SizeBytes));
            }

            loaded.AddRange(entries.Values.Select(e => new DocumentRow(e.FileId, e.FileName, e, null, null)));
            if (mine != latest)
                return;
            (rows, IsLoaded, Problem) = (
                [.. loaded.OrderByDescending(r => r.IsFailed).ThenBy(r => r.Name, StringComparer.CurrentCultureIgnoreCase)], true,
                null);
        }
        catch (LecternException e)
        {
            if (mine == latest && !account.Note(e))
                Problem = Words.Of(e);
        }

        Show();
    }

    public void Search(string filter, bool onlyFailed)
    {
        (Filter, OnlyFailed) = (filter, onlyFailed);
        Show();
    }

    /// <summary>Reads the files again that have changed or failed.</summary>
    public Task SyncAsync() => TryAsync(async () =>
    {
        await account.Client.Indexes.SyncAsync(IndexId!);
        await catalog.LoadAsync();
    });

    /// <summary>Renames a file in the directory, and has the index take the name over.</summary>
    public Task<bool> RenameAsync(DocumentRow row, string name) => TryAsync(async () =>
    {
        var index = Index!;
        await account.Client.Directories.Files.UpdateAsync(
            index.SourceDirectoryId, row.FileId, new DirectoryFileUpdateRequest(DisplayName: name));
        await account.Client.Indexes.SyncAsync(index.Id);
        rows = [.. rows.Select(r => r.FileId == row.FileId ? r with { Name = name } : r)];
        Show();
        await catalog.LoadAsync();
    });

    public Task<bool> RenameAsync(string name) => TryAsync(async () =>
        catalog.Put(await account.Client.Indexes.UpdateAsync(IndexId!, new IndexUpdateRequest(name))));

    /// <summary>Deletes the index, and its files where no other index reads them.</summary>
    /// <returns>Whether the index is gone: its files may still be there, which is said.</returns>
    public async Task<bool> DeleteAsync()
    {
        var index = Index!;
        return await TryAsync(async () =>
        {
            await catalog.DeleteAsync(index);
            if (!IsSharing(index))
                await account.Client.Directories.DeleteAsync(index.SourceDirectoryId);
            notices.Say(Strings.Of("documents.deleted", index.Name));
        }) || catalog.Find(index.Id) is null;
    }

    /// <summary>Another index reads the same files.</summary>
    private bool IsSharing(IndexResponse index) =>
        catalog.All.Any(i => i.Id != index.Id && i.SourceDirectoryId == index.SourceDirectoryId);

    private async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (LecternException e)
        {
            if (!account.Note(e))
                notices.Fail(e);
            return false;
        }
    }

    private void Show()
    {
        Shown = [.. rows.Where(r => (!OnlyFailed || r.IsFailed) && !removing.Contains(r.FileId)
            && r.Name.Contains(Filter.Trim(), StringComparison.CurrentCultureIgnoreCase))];
        Unread = [.. Shown.TakeWhile(r => r.IsFailed).Take(MostWhole)];
        Others = Shown[Unread.Count..];
        Changed?.Invoke();
    }
}
