using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>The files in a directory.</summary>
public class DirectoryFileOperations
{
    private readonly ApiTransport api;

    /// <summary>For a stand-in in a test, which overrides what is called.</summary>
    protected DirectoryFileOperations() => api = null!;

    internal DirectoryFileOperations(ApiTransport api) => this.api = api;

    /// <summary>Uploads a file into a directory, in one call.</summary>
    /// <param name="directoryId">The directory.</param>
    /// <param name="file">What to send.</param>
    /// <param name="options">Names and metadata; null takes the names from the file's.</param>
    /// <param name="cancellationToken">Ends the upload; nothing is stored then.</param>
    public virtual Task<DirectoryFileResponse> UploadAsync(
        string directoryId, FileUpload file, DirectoryFileUploadOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return api.SendAsync(
            Uploads.Request(Path(directoryId) + "/upload", "upload_file", file,
            [
                ("unique_id", options?.UniqueId),
                ("display_name", options?.DisplayName),
                ("external_file_id", options?.ExternalFileId),
                ("metadata", options?.Metadata?.ToJsonString()),
            ]),
            ClientJson.Wire.DirectoryFileResponse,
            cancellationToken);
    }

    /// <summary>Makes a stored file a file of the directory.</summary>
    public virtual Task<DirectoryFileResponse> AddAsync(
        string directoryId, DirectoryFileCreateRequest file, CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Post(Path(directoryId)).WithJson(file, ClientJson.Wire.DirectoryFileCreateRequest),
        ClientJson.Wire.DirectoryFileResponse,
        cancellationToken);

    /// <summary>Every file of a directory that matches.</summary>
    /// <param name="directoryId">The directory.</param>
    /// <param name="filter">What to narrow to; null lists all.</param>
    /// <param name="pageSize">Files fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<DirectoryFileResponse> ListAsync(
        string directoryId, DirectoryFileFilter? filter = null, int? pageSize = null) =>
        new((token, cancellationToken) => api.SendAsync(
            ApiRequest.Get(Path(directoryId), new()
            {
                { "display_name", filter?.DisplayName },
                { "display_name_contains", filter?.DisplayNameContains },
                { "unique_id", filter?.UniqueId },
                { "file_id", filter?.FileId },
                { "include_deleted", filter?.IncludeDeleted is true ? true : null },
                { "updated_at_on_or_after", filter?.UpdatedAtOnOrAfter },
                { "updated_at_on_or_before", filter?.UpdatedAtOnOrBefore },
                { "expand", filter?.ExpandDownloadUrl is true ? "download_url" : null },
                { "page_size", pageSize },
                { "page_token", token },
            }),
            ClientJson.Wire.PageDirectoryFileResponse,
            cancellationToken));

    /// <summary>A file of a directory.</summary>
    /// <param name="directoryId">The directory.</param>
    /// <param name="directoryFileId">The file's <c>dfl-</c> id.</param>
    /// <param name="expandDownloadUrl">With a link to its content.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<DirectoryFileResponse> GetAsync(
        string directoryId, string directoryFileId, bool expandDownloadUrl =
            false, CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Get(Path(directoryId, directoryFileId), new() { { "expand", expandDownloadUrl ? "download_url" : null } }),
        ClientJson.Wire.DirectoryFileResponse,
        cancellationToken);

    /// <summary>Renames, moves or describes a file; what is null stays.</summary>
    public virtual Task<DirectoryFileResponse> UpdateAsync(
        string directoryId, string directoryFileId, DirectoryFileUpdateRequest change,
        CancellationToken cancellationToken = default) =>
        api.SendAsync(
            new ApiRequest(HttpMethod.Patch, Path(directoryId, directoryFileId)).WithJson(
                change, ClientJson.Wire.DirectoryFileUpdateRequest),
            ClientJson.Wire.DirectoryFileResponse,
            cancellationToken);

    /// <summary>Takes a file out of a directory.</summary>
    public virtual Task DeleteAsync(string directoryId, string directoryFileId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Delete(Path(directoryId, directoryFileId)), cancellationToken);

    /// <summary>Takes up to 100 files out of a directory.</summary>
    public virtual Task BulkDeleteAsync(
        string directoryId, IReadOnlyList<string> directoryFileIds, CancellationToken cancellationToken = default) =>
        api.SendAsync(
            ApiRequest.Post(Path(directoryId) + "/bulk-delete").WithJson(
                new DirectoryFileBulkDeleteRequest(directoryFileIds), ClientJson.Wire.DirectoryFileBulkDeleteRequest),
            cancellationToken);

    private static string Path(string directoryId) => $"/api/v1/beta/directories/{Uri.EscapeDataString(directoryId)}/files";

    private static string Path(string directoryId, string fileId) => $"{Path(directoryId)}/{Uri.EscapeDataString(fileId)}";
}
