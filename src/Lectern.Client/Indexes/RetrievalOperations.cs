using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>Searching and reading an index. All offsets count Unicode code points of a file's parsed text.</summary>
public class RetrievalOperations
{
    private const string Retrieval = "/api/v1/retrieval";
    private readonly ApiTransport api;

    /// <summary>For a stand-in in a test, which overrides what is called.</summary>
    protected RetrievalOperations() => api = null!;

    internal RetrievalOperations(ApiTransport api) => this.api = api;

    /// <summary>The passages that suit a query best, best first.</summary>
    public virtual Task<RetrieveResult> RetrieveAsync(RetrieveParams query, CancellationToken cancellationToken = default) =>
        api.SendAsync(
        ApiRequest.Post(Retrieval + "/retrieve").WithJson(query, ClientJson.Wire.RetrieveParams),
        ClientJson.Wire.RetrieveResult,
        cancellationToken);

    /// <summary>The files of an index by their exact name or a part of it.</summary>
    public virtual PagedList<FileFindEntry> FindAsync(FileFindParams query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new((token, cancellationToken) => api.SendAsync(
            ApiRequest.Post(Retrieval + "/files/find").WithJson(
                query with { PageToken = token ?? query.PageToken }, ClientJson.Wire.FileFindParams),
            ClientJson.Wire.PageFileFindEntry,
            cancellationToken));
    }

    /// <summary>The matches of a regular expression in a file.</summary>
    public virtual PagedList<FileGrepMatch> GrepAsync(FileGrepParams query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new((token, cancellationToken) => api.SendAsync(
            ApiRequest.Post(Retrieval + "/files/grep").WithJson(
                query with { PageToken = token ?? query.PageToken }, ClientJson.Wire.FileGrepParams),
            ClientJson.Wire.PageFileGrepMatch,
            cancellationToken));
    }

    /// <summary>A part of a file's parsed text.</summary>
    public virtual Task<FileReadResult> ReadAsync(
        FileReadParams part, CancellationToken cancellationToken = default) => api.SendAsync(
        ApiRequest.Post(Retrieval + "/files/read").WithJson(part, ClientJson.Wire.FileReadParams),
        ClientJson.Wire.FileReadResult,
        cancellationToken);
}
