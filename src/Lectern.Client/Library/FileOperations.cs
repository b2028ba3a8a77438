using System.Globalization;
using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>Stored files, in directories or not.</summary>
public class FileOperations
{
    private const string Files = "/api/v1/beta/files";
    private readonly ApiTransport api;

    /// <summary>For a stand-in in a test, which overrides what is called.</summary>
    protected FileOperations() => api = null!;

    internal FileOperations(ApiTransport api) => this.api = api;

    /// <summary>Uploads a file.</summary>
    /// <param name="file">What to send.</param>
    /// <param name="purpose">What it is for; <c>user_data</c> suits documents.</param>
    /// <param name="externalFileId">An id of your own.</param>
    /// <param name="cancellationToken">Ends the upload; nothing is stored then.</param>
    public virtual Task<FileV2> CreateAsync(
        FileUpload file, string purpose = "user_data", string? externalFileId = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return api.SendAsync(
            Uploads.Request(Files, "file", file, [("purpose", purpose), ("external_file_id", externalFileId)]),
            ClientJson.Wire.FileV2,
            cancellationToken);
    }

    /// <summary>Every stored file that matches.</summary>
    /// <param name="fileName">Exact name; null for any.</param>
    /// <param name="externalFileId">Exact; null for any.</param>
    /// <param name="fileIds">UUIDs; null for any.</param>
    /// <param name="orderBy">
    /// <c>id</c>, <c>name</c> or <c>last_modified_at</c>, with <c>asc</c> or <c>desc</c> after a space.
    /// </param>
    /// <param name="expandDownloadUrl">With a link to each file's content.</param>
    /// <param name="pageSize">Files fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<FileV2> ListAsync(
        string? fileName = null,
        string? externalFileId = null,
        IReadOnlyList<string>? fileIds = null,
        string? orderBy = null,
        bool expandDownloadUrl = false,
        int? pageSize = null) => new((token, cancellationToken) => api.SendAsync(
            ApiRequest.Get(Files, new()
            {
                { "file_name", fileName },
                { "external_file_id", externalFileId },
                { "file_ids", fileIds },
                { "order_by", orderBy },
                { "expand", expandDownloadUrl ? "download_url" : null },
                { "page_size", pageSize },
                { "page_token", token },
            }),
            ClientJson.Wire.PageFileV2,
            cancellationToken));

    /// <summary>Every stored file that matches; as <see cref="ListAsync"/>, with the filter in the call's body.</summary>
    public virtual PagedList<FileV2> QueryAsync(FileQueryRequest query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new((token, cancellationToken) => api.SendAsync(
            ApiRequest.Post(Files + "/query").WithJson(
                query with { PageToken = token ?? query.PageToken }, ClientJson.Wire.FileQueryRequest),
            ClientJson.Wire.PageFileV2,
            cancellationToken));
    }

    /// <summary>A stored file.</summary>
    /// <param name="fileId">Its UUID.</param>
    /// <param name="expandDownloadUrl">With a link to its content.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<FileV2> GetAsync(
        string fileId, bool expandDownloadUrl = false, CancellationToken cancellationToken = default) =>
        api.SendAsync(
            ApiRequest.Get(Path(fileId), new() { { "expand", expandDownloadUrl ? "download_url" : null } }),
            ClientJson.Wire.FileV2,
            cancellationToken);

    /// <summary>Deletes a stored file.</summary>
    public virtual Task DeleteAsync(string fileId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Delete(Path(fileId)), cancellationToken);

    /// <summary>A link to a file's content that needs no key.</summary>
    /// <param name="fileId">The file's UUID.</param>
    /// <param name="validFor">Up to a day; null for the server's default of an hour.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<PresignedUrl> GetContentAsync(
        string fileId, TimeSpan? validFor = null, CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Get(Path(fileId) + "/content", new()
        {
            { "expires_at_seconds", validFor?.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) },
        }),
        ClientJson.Wire.PresignedUrl,
        cancellationToken);

    private static string Path(string fileId) => $"{Files}/{Uri.EscapeDataString(fileId)}";
}
