using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Library;

namespace Lectern.Server.Indexing;

/// <summary>Makes what an index stores beside a file's text: an image of every page, and every page's items with their boxes.</summary>
internal sealed partial class FileAttachments(BlobStore blobs, ILogger<FileAttachments> logger)
{
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <param name="parser">Draws pages.</param>
    /// <param name="hold">Gets what is made.</param>
    /// <returns>Objects that are in the blob store already.</returns>
    public async Task<IReadOnlyList<IndexedAttachment>> MakeAsync(
        IReadOnlyList<string> wanted, SourceFile source, ParsedDocument document, DocumentParser parser, BlobHold hold,
        CancellationToken cancellationToken)
    {
        var made = new List<IndexedAttachment>();
        if (wanted.Contains(AttachmentNames.Items))
        {
            foreach (var (page, json) in PageItems.Of(document))
                made.Add(await StoreAsync(AttachmentNames.PageItems(page), json, hold, cancellationToken));
        }

        if (wanted.Contains(AttachmentNames.Screenshots))
            await ScreenshotsAsync(source, document, parser, hold, made, cancellationToken);
        return made;
    }

    private async Task ScreenshotsAsync(
        SourceFile source, ParsedDocument document, DocumentParser parser, BlobHold hold, List<IndexedAttachment> made,
        CancellationToken cancellationToken)
    {
        await using var content = blobs.Open(source.ContentHash);
        var failure = await parser.DrawAsync(
            content, source.DisplayName, Math.Max(1, document.Pages.Count),
            async (page, jpeg) => made.Add(await StoreAsync(AttachmentNames.Screenshot(page), jpeg, hold, cancellationToken)),
            cancellationToken);
        if (failure is not null)
            NotDrawn(source.DisplayName, failure);
    }

    private async Task<IndexedAttachment> StoreAsync(
        string name, ReadOnlyMemory<byte> content, BlobHold hold, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        using var staged = await blobs.StageAsync(stream, MaxBytes, cancellationToken);
        var blob = staged.Keep();
        hold.TryAdd(blob.Hash);
        return new IndexedAttachment(name, blob.Hash, blob.Size);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not all pages of {FileName} have a screenshot: {Reason}")]
    private partial void NotDrawn(string fileName, string reason);
}
