using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>What syncs made of files beside their text: <c>screenshots/page_7.jpg</c>, structured items.</summary>
public class AttachmentOperations
{
    private const string Attachments = "/api/v1/beta/attachments";
    private readonly ApiTransport api;

    /// <summary>For a stand-in in a test, which overrides what is called.</summary>
    protected AttachmentOperations() => api = null!;

    internal AttachmentOperations(ApiTransport api) => this.api = api;

    /// <summary>Every attachment of a file.</summary>
    /// <param name="sourceId">The file's <c>dfl-</c> id.</param>
    /// <param name="pageSize">Attachments fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<FileAttachmentMetadata> ListAsync(
        string sourceId, int? pageSize = null) => new((token, cancellationToken) =>
        api.SendAsync(
            ApiRequest.Get(Attachments, new() { { "source_id", sourceId }, { "page_size", pageSize }, { "page_token", token } }),
            ClientJson.Wire.PageFileAttachmentMetadata,
            cancellationToken));

    /// <summary>A link to an attachment that needs no key.</summary>
    /// <param name="attachmentName">Such as <c>screenshots/page_7.jpg</c>.</param>
    /// <param name="sourceId">The file's <c>dfl-</c> id.</param>
    /// <param name="highlight">
    /// Of a screenshot: the characters to mark on the page, as a span of code points in the file's parsed text, end exclusive.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<PresignedUrl> GetAsync(
        string attachmentName, string sourceId, (
            int Start, int End)? highlight = null, CancellationToken cancellationToken = default) =>
        api.SendAsync(
            ApiRequest.Get($"{Attachments}/{string.Join('/', attachmentName.Split('/').Select(Uri.EscapeDataString))}", new()
            {
                { "source_id", sourceId },
                { "highlight", highlight is { } span ? FormattableString.Invariant($"{span.Start}-{span.End}") : null },
            }),
            ClientJson.Wire.PresignedUrl,
            cancellationToken);
}
