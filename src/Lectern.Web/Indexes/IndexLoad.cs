using System.Globalization;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;
using Lectern.Web.Browser;
using Lectern.Web.Languages;
using Microsoft.JSInterop;

namespace Lectern.Web.Indexes;

/// <summary>
/// Files of this computer on their way into a new index, or one that is there: each is sent, then the index is synced. It goes
/// on while the dialog is closed. The files' contents never enter this program: the browser sends them from the disk.
/// </summary>
internal sealed class IndexLoad(Account account, IndexCatalog catalog, BrowserPage page) : IDisposable
{
    private readonly List<LoadedFile> files = [];
    private DotNetObjectReference<IndexLoad>? self;
    private CancellationTokenSource? running;

    /// <summary>Made for this dialog's files; what a stopped upload has brought stays there for the next try.</summary>
    private string? directory;

    public event Action? Changed;

    /// <summary>An index became ready that this page has made.</summary>
    public event Action<IndexResponse>? Made;

    public bool IsOpen { get; private set; }

    public bool IsRunning => running is not null;

    public bool IsDone { get; private set; }

    public string? Problem { get; private set; }

    public string Name { get; set; } = "";

    /// <summary>The index that files are added to; null to make one.</summary>
    public IndexResponse? Index { get; private set; }

    public IReadOnlyList<LoadedFile> Files => files;

    public int Ready => files.Count(f => f.Stage == FileStage.Ready);

    public int Failed => files.Count(f => f.Stage == FileStage.Failed);

    public void Open(IndexResponse? index)
    {
        if (!IsRunning)
        {
            Clear();
            (Index, Name) = (index, index?.Name ?? "");
        }

        IsOpen = true;
        Changed?.Invoke();
    }

    public void Close()
    {
        IsOpen = false;
        Changed?.Invoke();
    }

    /// <summary>Watches an element for dropped files, and the page's file fields.</summary>
    public void Watch() => page.Call("watchFiles", self ??= DotNetObjectReference.Create(this));

    /// <summary>Files were dropped or chosen.</summary>
    /// <param name="list">Lines of <c>NUMBER SIZE PATH</c>.</param>
    [JSInvokable]
    public void Add(string list)
    {
        if (IsRunning)
            return;
        if (IsDone || !IsOpen)
            Open(IsDone ? null : Index);
        foreach (var line in list.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ', 3) is [var number, var size, var path] && !files.Exists(f => f.Path == path))
                files.Add(new LoadedFile(int.Parse(number, CultureInfo.InvariantCulture), path,
                    long.Parse(size, CultureInfo.InvariantCulture)));
        }

        if (Name.Length == 0 && files.Count > 0)
            Name = files[0].Path.Contains('/', StringComparison.Ordinal) ? files[0].Path.Split(
                '/')[0] : System.IO.Path.GetFileNameWithoutExtension(files[0].Name);
        Changed?.Invoke();
    }

    [JSInvokable]
    public void Sent(int number, double bytes)
    {
        if (files.Find(f => f.Number == number) is { } file)
            file.Sent = (long)bytes;
        Changed?.Invoke();
    }

    public void Remove(LoadedFile file)
    {
        files.Remove(file);
        page.Call("forgetFile", file.Number);
        Changed?.Invoke();
    }

    public async Task RunAsync()
    {
        if (IsRunning || files.Count == 0)
            return;
        using var cancel = running = new CancellationTokenSource();
        (Problem, IsDone) = (null, false);
        Changed?.Invoke();
        try
        {
            directory ??= Index?.SourceDirectoryId ?? (await account.Client.Directories.CreateAsync(
                new(Name.Trim().Length == 0 ? Strings.Of("load.default_name") : Name.Trim()), cancel.Token)).Id;
            foreach (var file in files.Where(f => f.FileId is null))
                await SendAsync(directory, file, cancel.Token);
            if (files.TrueForAll(f => f.FileId is null))
            {
                Problem = Strings.Of("load.none_uploaded");
                return;
            }

            await SyncAsync(directory, cancel.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Problem = Strings.Of("load.stopped");
        }
        catch (LecternException e)
        {
            if (!account.Note(e))
                Problem = Words.Of(e);
        }
        finally
        {
            running = null;
            Changed?.Invoke();
        }
    }

    public void Cancel()
    {
        if (files.Find(f => f.Stage is FileStage.Uploading) is { } sent)
            page.Call("stopUpload", sent.Number);
        running?.Cancel();
    }

    public void Dispose() => self?.Dispose();

    private void Clear()
    {
        foreach (var file in files)
            page.Call("forgetFile", file.Number);
        files.Clear();
        if (directory is { } unused && Index is null)
            _ = DeleteAsync(unused);
        (IsDone, Problem, Index, Name, directory) = (false, null, null, "", null);
    }

    /// <summary>A directory of which no index was made would stay where nobody sees it.</summary>
    private async Task DeleteAsync(string unused)
    {
        try
        {
            await account.Client.Directories.DeleteAsync(unused);
        }
        catch (LecternException e)
        {
            account.Note(e);
        }
    }

    private async Task SendAsync(string directory, LoadedFile file, CancellationToken cancellationToken)
    {
        (file.Stage, file.Sent, file.Reason) = (FileStage.Uploading, 0, null);
        Changed?.Invoke();
        var (id, reason) = await BrowserUpload.SendAsync(page, account, directory, file, self);
        cancellationToken.ThrowIfCancellationRequested();
        (file.Stage, file.FileId, file.Reason) = (id is null ? FileStage.Failed : FileStage.Uploaded, id, reason);
        Changed?.Invoke();
    }

    private async Task SyncAsync(string directory, CancellationToken cancellationToken)
    {
        var isNew = Index is null;
        Index ??= await account.Client.Indexes.CreateAsync(
            new IndexCreateRequest(directory, Name.Trim().Length == 0 ? null : Name.Trim(), StoreAttachments: ["screenshots"]),
            cancellationToken);
        catalog.Put((IndexResponse)Index);
        var progress = new Standing(this);
        try
        {
            Index = isNew
                ? await account.Client.Indexes.WaitAsync(Index.Id, progress, cancellationToken)
                : await account.Client.Indexes.SyncAndWaitAsync(Index.Id, progress, cancellationToken);
        }
        catch (IndexNotReadyException e)
        {
            (Index, Problem) = (e.Index, e.Index.Metadata.Error ?? e.Message);
        }

        catalog.Put((IndexResponse)Index);
        await foreach (var entry in account.Client.Indexes.ListFilesAsync(Index.Id, 1000).WithCancellation(cancellationToken))
        {
            if (files.Find(f => f.FileId == entry.FileId) is { } file)
                (file.Stage, file.Reason) =
                    entry.Status == IndexStatus.Ready ? (FileStage.Ready, null) : (FileStage.Failed, entry.Reason);
        }

        IsDone = true;
        if (Index.Metadata.Status == IndexStatus.Ready)
            Made?.Invoke((IndexResponse)Index);
    }

    /// <summary>
    /// An index reads its files in the order in which they were stored, one after the other; then it embeds them.
    /// </summary>
    private sealed class Standing(IndexLoad load) : IProgress<IndexMetadata>
    {
        public void Report(IndexMetadata value)
        {
            if (value.Progress is not { } progress)
                return;
            var stored = load.files.Where(f => f.FileId is not null).OrderBy(f => f.FileId, StringComparer.Ordinal).ToList();
            var isRead = progress.Stage != "parsing";
            var skipped = Math.Max(0, stored.Count - progress.FilesTotal);
            for (var i = 0; i < stored.Count; i++)
            {
                stored[i].Stage = isRead || i < skipped + progress.FilesDone ? FileStage.Embedding
                    : i == skipped + progress.FilesDone ? FileStage.Reading
                    : FileStage.Uploaded;
            }

            load.Changed?.Invoke();
        }
    }
}
