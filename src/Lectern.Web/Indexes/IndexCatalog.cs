using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;
using Lectern.Web.Browser;
using Lectern.Web.Languages;

namespace Lectern.Web.Indexes;

/// <summary>The project's indexes.</summary>
internal sealed class IndexCatalog(Account account, BrowserPage page)
{
    public const int MostChosen = 10;
    private const string Chosen = "indexes";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private List<IndexResponse> indexes = [];

    public event Action? Changed;

    public bool IsLoaded { get; private set; }

    public string? Problem { get; private set; }

    public IReadOnlyList<IndexResponse> All => indexes;

    /// <summary>What was asked last in this browser; at first the only index there is.</summary>
    public IReadOnlyList<string> LastChosen
    {
        get => page.Setting(Chosen) is { } kept
            ? kept.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : indexes is [var only] ? [only.Id] : [];
        set => page.KeepSetting(Chosen, string.Join(' ', value));
    }

    /// <param name="id">Or its <c>export_config_id</c>.</param>
    public IndexResponse? Find(string id) => indexes.Find(i => i.Id == id || i.ExportConfigId == id);

    public async Task LoadAsync()
    {
        try
        {
            var loaded = new List<IndexResponse>();
            await foreach (var index in account.Client.Indexes.ListAsync(pageSize: 200))
                loaded.Add(index);
            (indexes, IsLoaded, Problem) = (loaded, true, null);
        }
        catch (LecternException e)
        {
            if (!account.Note(e))
                Problem = Words.Of(e);
        }

        Changed?.Invoke();
    }

    public void Put(IndexResponse index)
    {
        var at = indexes.FindIndex(i => i.Id == index.Id);
        if (at < 0)
            indexes.Add(index);
        else
            indexes[at] = index;
        Changed?.Invoke();
    }

    public async Task DeleteAsync(IndexResponse index)
    {
        await account.Client.Indexes.DeleteAsync(index.Id);
        indexes.RemoveAll(i => i.Id == index.Id);
        Changed?.Invoke();
    }

    /// <summary>Follows indexes that are being made until they are ready.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(2000, cancellationToken);
            if (account.IsSignedIn && !account.IsRefused && indexes.Exists(i => i.Metadata.Status == IndexStatus.Syncing))
                await LoadAsync();
        }
    }

    /// <summary>
    /// An index can be asked while it is read, and after a sync that failed or was stopped: what the server has published of it
    /// answers. One of which no file could be read has nothing.
    /// </summary>
    public static bool MayBeAsked(IndexResponse index) =>
        index.Metadata is not { Status: IndexStatus.Failed, Files: { Total: > 0, Ready: 0 } };

    /// <summary>
    /// Those that a question would be asked of, ready ones first, then those that were ready before, then those that are read for
    /// the first time; <see cref="MostChosen"/> at most.
    /// </summary>
    /// <param name="ids">Of these; null for all.</param>
    public IEnumerable<IndexResponse> Askable(IReadOnlyList<string>? ids) => indexes
        .Where(i => MayBeAsked(i) && (ids is null || ids.Contains(i.Id) || ids.Contains(i.ExportConfigId)))
        .OrderBy(i => i.Metadata switch
        {
            { Status: IndexStatus.Ready } => 0,
            { Files.Ready: > 0 } => 1,
            { Status: IndexStatus.Syncing } => 2,
            _ => 3,
        }).Take(MostChosen);

    /// <summary>
    /// Indexes that can be asked now. Where nothing can be found yet of any, and some are being read, that is waited for, half a
    /// minute at most.
    /// </summary>
    /// <param name="ids">The first of these; null for all of <see cref="Askable"/>.</param>
    public async Task<IReadOnlyList<IndexResponse>> FindAskableAsync(
        IReadOnlyList<string>? ids, CancellationToken cancellationToken)
    {
        var found = new List<IndexResponse>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(LongestWait);
        try
        {
            while (Askable(ids).ToList() is { Count: > 0 } wanted)
            {
                foreach (var index in wanted)
                {
                    if (found.Count < (ids is null ? MostChosen : 1) && await HasContentsAsync(index, enough.Token))
                        found.Add(index);
                }

                if (found.Count > 0 || !wanted.Exists(i => i.Metadata.Status == IndexStatus.Syncing))
                    break;
                await Task.Delay(Look, enough.Token);
                await LoadAsync().WaitAsync(enough.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It was waited for long enough.
        }

        return found;
    }

    /// <summary>How an index stands, in few words.</summary>
    public static string Standing(IndexResponse index) => index.Metadata switch
    {
        { Status: IndexStatus.Syncing, Progress: { Stage: SyncStage.Parsing } p } =>
            Strings.Count("index.reading", p.FilesTotal, p.FilesDone),
        { Status: IndexStatus.Syncing, Progress: { Stage: SyncStage.Embedding, ChunksTotal: { } total, ChunksDone: { } done } } =>
            Strings.Of("index.embedded", 100 * (long)done / total),
        { Status: IndexStatus.Syncing, Progress: { Stage: SyncStage.Embedding } } => Strings.Of("index.embedding"),
        { Status: IndexStatus.Syncing } => Strings.Of("index.preparing"),
        { Status: IndexStatus.Ready, Files: { Failed: > 0 } files } =>
            Strings.Count("index.unreadable", files.Failed, new Phrase(Strings.Count("count.files", files.Total))),
        { Status: IndexStatus.Ready, Files: { } files } => Strings.Count("count.files", files.Ready),
        { Status: IndexStatus.Failed } => Strings.Of("index.failed"),
        { Status: var status } => status,
    };

    /// <summary>One whose first sync has not ended well has none unless a step of it was published.</summary>
    private async Task<bool> HasContentsAsync(IndexResponse index, CancellationToken cancellationToken)
    {
        if (index.Metadata is { Status: IndexStatus.Ready } or { Files: not null })
            return true;
        try
        {
            var files = await account.Client.Indexes.ListFilesAsync(index.Id, 1).GetPageAsync(null, cancellationToken);
            return files.Items.Count > 0;
        }
        catch (LecternException e)
        {
            // The question itself says what is wrong.
            account.Note(e);
            return true;
        }
    }
}
