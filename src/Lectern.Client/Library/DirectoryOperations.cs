using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>Directories: folders of files that indexes read.</summary>
public class DirectoryOperations
{
    private const string Directories = "/api/v1/beta/directories";
    private readonly ApiTransport api;

    /// <summary>For a stand-in in a test, which overrides what is called.</summary>
    protected DirectoryOperations() => (api, Files) = (null!, null!);

    internal DirectoryOperations(ApiTransport api)
    {
        this.api = api;
        Files = new DirectoryFileOperations(api);
    }

    /// <summary>The files in a directory.</summary>
    public virtual DirectoryFileOperations Files { get; }

    /// <summary>Creates a directory.</summary>
    public virtual Task<DirectoryResponse> CreateAsync(
        DirectoryCreateRequest directory, CancellationToken cancellationToken = default) =>
        api.SendAsync(
            ApiRequest.Post(Directories).WithJson(directory, ClientJson.Wire.DirectoryCreateRequest),
            ClientJson.Wire.DirectoryResponse,
            cancellationToken);

    /// <summary>Every directory that matches.</summary>
    /// <param name="name">Exact name; null for any.</param>
    /// <param name="types">Of <c>user</c>, <c>index</c>, <c>ephemeral</c>; null for any.</param>
    /// <param name="includeDeleted">Deleted ones as well.</param>
    /// <param name="pageSize">Directories fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<DirectoryResponse> ListAsync(
        string? name = null, IReadOnlyList<string>? types = null, bool includeDeleted = false, int? pageSize = null) => new((
            token, cancellationToken) =>
        api.SendAsync(
            ApiRequest.Get(Directories, new()
            {
                { "name", name },
                { "types", types },
                { "include_deleted", includeDeleted ? true : null },
                { "page_size", pageSize },
                { "page_token", token },
            }),
            ClientJson.Wire.PageDirectoryResponse,
            cancellationToken));

    /// <summary>A directory.</summary>
    public virtual Task<DirectoryResponse> GetAsync(string directoryId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Get(Path(directoryId)), ClientJson.Wire.DirectoryResponse, cancellationToken);

    /// <summary>Renames or describes a directory; what is null stays.</summary>
    public virtual Task<DirectoryResponse> UpdateAsync(
        string directoryId, DirectoryUpdateRequest change, CancellationToken cancellationToken = default) => api.SendAsync(
        new ApiRequest(HttpMethod.Patch, Path(directoryId)).WithJson(change, ClientJson.Wire.DirectoryUpdateRequest),
        ClientJson.Wire.DirectoryResponse,
        cancellationToken);

    /// <summary>Deletes a directory. 409 while an index reads it.</summary>
    public virtual Task DeleteAsync(string directoryId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Delete(Path(directoryId)), cancellationToken);

    private static string Path(string directoryId) => $"{Directories}/{Uri.EscapeDataString(directoryId)}";
}
