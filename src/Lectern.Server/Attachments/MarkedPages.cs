using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Server.Library;
using Lectern.Server.Library.Links;
using Lectern.Server.Platform;
using Lectern.Server.Text;

namespace Lectern.Server.Attachments;

/// <summary>
/// A page's screenshot with a stretch of the text marked on it. The marking runs in a worker of its own: a long sync does not
/// hold it up. Thread-safe.
/// </summary>
internal sealed class MarkedPages(
    IAttachments attachments, IIndexBoxes boxes, IBlobs blobs, ParserIsolation isolation,
    ParseLimits limits, TimeProvider time, ILogger<ParserChild> logger) : IDisposable
{
    private readonly ParserChild marker = new(isolation, limits, time, logger);

    /// <returns>The JPEG; null when it is gone or cannot be marked.</returns>
    public async Task<byte[]?> DrawAsync(
        Scope scope, LinkTarget.Attachment attachment, TextSpan span, CancellationToken cancellationToken)
    {
        if (attachments.FindWithIndex(scope, attachment.SourceId, attachment.Name) is not var (index, stored))
            return null;

        // A span can be a whole book: only the page's own boxes are read.
        var page = PageScreenshot.PageOf(attachment.Name);
        var places = page is null ? [] : boxes.Find(index, attachment.SourceId, span.Start, span.End, page) ?? [];
        await using var file = blobs.Open(stored.ContentHash);
        var jpeg = new byte[file.Length];
        await file.ReadExactlyAsync(jpeg, cancellationToken);
        return await marker.MarkAsync(jpeg, places, cancellationToken);
    }

    public void Dispose() => marker.Dispose();
}
