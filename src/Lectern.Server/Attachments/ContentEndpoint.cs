using System.Diagnostics;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Library.Links;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Lectern.Server.Attachments;

/// <summary>What presigned URLs open: an object's bytes, with ranges and an ETag. Needs no key.</summary>
internal static class ContentEndpoint
{
    /// <summary>
    /// A browser may show these; everything else is a download. Documents are strangers' and share the origin with the chat
    /// page, so nothing that can hold a script is ever shown.
    /// </summary>
    private static readonly string[] Shown =
        ["image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf", "application/json", "text/plain"];

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    public static void MapContent(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/content/{token}", [HttpMethods.Get, HttpMethods.Head], GetAsync)
            .WithTags("Content").WithSummary("The object of a presigned URL").Produces(200).Produces(206).Produces(403);

    private static async Task<IResult> GetAsync(
        HttpContext http, string token, PresignedLinks links, IFiles files, IAttachments attachments, IBlobs blobs,
        MarkedPages marked, TextPages texts)
    {
        var target = links.Open(token);
        if (target is LinkTarget.Attachment { Name: AttachmentNames.Text } text)
        {
            var scope = Scope.OfLink(text.ProjectId);
            await texts.SendAsync(
                http, text.ProjectId, () => attachments.OpenText(scope, text.SourceId), text.Highlight,
                name => SetTextHeaders(http.Response.Headers, name));
            return TypedResults.Empty;
        }

        var content = Find(target, files, attachments)
            ?? throw new ApiException(404, "What this link opened is not there any more.");
        var type = ContentTypes.TryGetContentType(content.Name, out var known) ? known : "application/octet-stream";
        SetHeaders(http.Response.Headers, content.Name, type);
        try
        {
            if (target is LinkTarget.Attachment { Highlight: { } span } page
                && await marked.DrawAsync(Scope.OfLink(target.ProjectId), page, span, http.RequestAborted) is { } jpeg)
            {
                return TypedResults.Bytes(
                    jpeg, type, lastModified: content.Modified,
                    entityTag: new EntityTagHeaderValue($"\"{content.Hash}-{span}\""), enableRangeProcessing: true);
            }

            return TypedResults.Stream(
                blobs.Open(content.Hash), type, lastModified: content.Modified,
                entityTag: new EntityTagHeaderValue($"\"{content.Hash}\""), enableRangeProcessing: true);
        }
        catch (FileNotFoundException)
        {
            // Deleted between the look-up and here.
            throw new ApiException(404, "What this link opened is not there any more.");
        }
    }

    private static void SetTextHeaders(IHeaderDictionary headers, string name)
    {
        SetHeaders(headers, Path.ChangeExtension(name, ".html"), MarkedTextPage.ContentType);

        // Its own two styles; no script, nothing fetched.
        headers.ContentDisposition = "inline";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    }

    private static Content? Find(LinkTarget target, IFiles files, IAttachments attachments)
    {
        var scope = Scope.OfLink(target.ProjectId);
        return target switch
        {
            LinkTarget.StoredFile file => files.Find(scope, file.FileId) is { } found
                ? new Content(found.Name, found.ContentHash, UnixTime.At(found.CreatedAt))
                : null,
            LinkTarget.Attachment attachment => attachments.Find(scope, attachment.SourceId, attachment.Name) is { } found
                ? new Content(Path.GetFileName(found.Name), found.ContentHash, UnixTime.At(found.CreatedAt))
                : null,
            _ => throw new UnreachableException(),
        };
    }

    private static void SetHeaders(IHeaderDictionary headers, string name, string type)
    {
        var disposition = new ContentDispositionHeaderValue(Shown.Contains(type) ? "inline" : "attachment");
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();

        // The browser's own PDF view does not open in a sandbox.
        if (type != "application/pdf")
            headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
    }

    private sealed record Content(string Name, string Hash, DateTimeOffset Modified);
}
