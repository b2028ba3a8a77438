using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>Indexes over directories.</summary>
public class IndexOperations
{
    private const string Indexes = "/api/v1/indexes";
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SlowestPoll = TimeSpan.FromSeconds(2);
    private readonly ApiTransport api;

    /// <summary>For a stand-in in a test, which overrides what is called.</summary>
    protected IndexOperations() => api = null!;

    internal IndexOperations(ApiTransport api) => this.api = api;

    /// <summary>Creates an index over a directory; its first sync starts. <see cref="WaitAsync"/> waits for it.</summary>
    public virtual Task<IndexResponse> CreateAsync(IndexCreateRequest index, CancellationToken cancellationToken = default) =>
        api.SendAsync(
        ApiRequest.Post(
            Indexes).WithJson(index, ClientJson.Wire.IndexCreateRequest), ClientJson.Wire.IndexResponse, cancellationToken);

    /// <summary>Every index.</summary>
    /// <param name="sourceDirectoryId">Only those over this directory; null for all.</param>
    /// <param name="pageSize">Indexes fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<IndexResponse> ListAsync(string? sourceDirectoryId = null, int? pageSize = null) =>
        new((token, cancellationToken) =>
        api.SendAsync(
            ApiRequest.Get(Indexes, new()
            {
                { "source_directory_id", sourceDirectoryId }, { "page_size", pageSize }, { "page_token", token },
            }),
            ClientJson.Wire.PageIndexResponse,
            cancellationToken));

    /// <summary>An index; its metadata tell how it stands.</summary>
    /// <param name="indexId">Its id or its <c>export_config_id</c>.</param>
    /// <param name="expandSyncInProgress">With <see cref="IndexResponse.SyncInProgress"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<IndexResponse> GetAsync(
        string indexId, bool expandSyncInProgress = false, CancellationToken cancellationToken = default) =>
        api.SendAsync(
            ApiRequest.Get(Path(indexId), new() { { "expand", expandSyncInProgress ? "sync_in_progress" : null } }),
            ClientJson.Wire.IndexResponse,
            cancellationToken);

    /// <summary>Renames or describes an index; what is null stays. Not every server has it.</summary>
    public virtual Task<IndexResponse> UpdateAsync(
        string indexId, IndexUpdateRequest change, CancellationToken cancellationToken = default) => api.SendAsync(
        new ApiRequest(HttpMethod.Patch, Path(indexId)).WithJson(change, ClientJson.Wire.IndexUpdateRequest),
        ClientJson.Wire.IndexResponse,
        cancellationToken);

    /// <summary>Deletes an index and its contents; the directory stays.</summary>
    public virtual Task DeleteAsync(string indexId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Delete(Path(indexId)), cancellationToken);

    /// <summary>Asks for a sync; returns at once.</summary>
    public virtual Task SyncAsync(string indexId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Post(Path(indexId) + "/sync"), cancellationToken);

    /// <summary>Cancels a sync; what can be searched stays, with the steps that it has published. 409 when none runs.</summary>
    public virtual Task CancelSyncAsync(string indexId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Post(Path(indexId) + "/sync/cancel"), cancellationToken);

    /// <summary>What the index holds and held, latest first. Not every server has it.</summary>
    /// <param name="indexId">The index.</param>
    /// <param name="pageSize">Generations fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<GenerationResponse> ListGenerationsAsync(
        string indexId, int? pageSize = null) => new((token, cancellationToken) =>
        api.SendAsync(
            ApiRequest.Get(Path(indexId) + "/generations", new() { { "page_size", pageSize }, { "page_token", token } }),
            ClientJson.Wire.PageGenerationResponse,
            cancellationToken));

    /// <summary>
    /// Makes what the index held live again; returns at once, and <see cref="WaitAsync"/> waits for it. The next sync makes the
    /// index what its directory is. 409 while a sync runs, for the live one, and for one that is kept no more. Not every server
    /// has it.
    /// </summary>
    /// <param name="indexId">The index.</param>
    /// <param name="number">The generation's.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<IndexResponse> RestoreGenerationAsync(
        string indexId, long number, CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Post(FormattableString.Invariant($"{Path(indexId)}/generations/{number}/restore")),
        ClientJson.Wire.IndexResponse,
        cancellationToken);

    /// <summary>
    /// What each file of the index became, with the reason where it could not be read. Not every server has it.
    /// </summary>
    /// <param name="indexId">The index.</param>
    /// <param name="pageSize">Files fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<IndexFileEntry> ListFilesAsync(
        string indexId, int? pageSize = null) => new((token, cancellationToken) =>
        api.SendAsync(
            ApiRequest.Get(Path(indexId) + "/files", new() { { "page_size", pageSize }, { "page_token", token } }),
            ClientJson.Wire.PageIndexFileEntry,
            cancellationToken));

    /// <summary>Syncs an index and waits until it can be searched.</summary>
    /// <param name="indexId">The index.</param>
    /// <param name="progress">Told how the index stands whenever that has changed.</param>
    /// <param name="cancellationToken">Ends the waiting; the sync goes on.</param>
    /// <returns>The index, <c>ready</c>.</returns>
    /// <exception cref="IndexNotReadyException">The sync failed or was cancelled.</exception>
    public virtual async Task<IndexResponse> SyncAndWaitAsync(
        string indexId, IProgress<IndexMetadata>? progress = null, CancellationToken cancellationToken = default)
    {
        await SyncAsync(indexId, cancellationToken).ConfigureAwait(false);
        return await WaitAsync(indexId, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until the sync that runs has ended; at once when none runs.</summary>
    /// <param name="indexId">The index.</param>
    /// <param name="progress">Told how the index stands whenever that has changed.</param>
    /// <param name="cancellationToken">Ends the waiting; the sync goes on.</param>
    /// <returns>The index, <c>ready</c>.</returns>
    /// <exception cref="IndexNotReadyException">The sync failed or was cancelled.</exception>
    public virtual async Task<IndexResponse> WaitAsync(
        string indexId, IProgress<IndexMetadata>? progress = null, CancellationToken cancellationToken = default)
    {
        IndexMetadata? told = null;
        for (var pause = FirstPoll; ; pause = pause * 1.5 < SlowestPoll ? pause * 1.5 : SlowestPoll)
        {
            var index = await GetAsync(indexId, expandSyncInProgress: true, cancellationToken).ConfigureAwait(false);
            if (index.Metadata != told)
                progress?.Report(told = index.Metadata);
            if (index.Metadata.Status != IndexStatus.Syncing && index.SyncInProgress is not true)
                return index.Metadata.Status == IndexStatus.Ready ? index : throw new IndexNotReadyException(
                    Reason(index), index);
            await Task.Delay(pause, api.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Reason(IndexResponse index)
    {
        var metadata = index.Metadata;
        var reason = metadata.Error is { } error
            ? $"The sync of {index.Name} failed: {error}"
            : $"The sync of {index.Name} ended {metadata.Status}.";
        return metadata.Failures is [var first, ..] ? $"{reason} {first.FileName}: {first.Reason}" : reason;
    }

    private static string Path(string indexId) => $"{Indexes}/{Uri.EscapeDataString(indexId)}";
}
