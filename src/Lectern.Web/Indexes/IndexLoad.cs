using System.Globalization;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;
using Lectern.Web.Browser;
using Microsoft.JSInterop;

namespace Lectern.Web.Indexes;

/// <summary>
/// Files of this computer on their way into a new index, or one that is there: each is sent, then the index is synced. It goes
/// on while the dialog is closed. The files' contents never enter this program: the browser sends them from the disk.
/// </summary>
internal sealed partial class IndexLoad(Account account, IndexCatalog catalog, BrowserPage page) : IDisposable
{
    private readonly List<LoadedFile> files = [];
    private DotNetObjectReference<IndexLoad>? self;
    private CancellationTokenSource? running;

    /// <summary>Made for this dialog's files; what a stopped upload has brought stays there for the next try.</summary>
    private string? directory;

    public event Action? Changed;

    /// <summary>An index that this page has made or added to can be asked, though it is still being read.</summary>
    public event Action<IndexResponse>? Made;

    public bool IsOpen { get; private set; }

    public bool IsRunning => running is not null;

    public bool IsDone { get; private set; }

    public string? Problem { get; private set; }

    public string Name { get; set; } = "";

    /// <summary>The index was there before; another is made of the files.</summary>
    public bool IsAdding { get; private set; }

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
            (Index, Name, IsAdding) = (index, index?.Name ?? "", index is not null);
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
}
