using Lectern.Contracts;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Library;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Indexing;

/// <summary>
/// Makes what an index stores beside a file's text: an image of every page, and every page's items with their boxes.
/// </summary>
internal sealed class FileAttachments(IBlobs blobs, CrowdLimits limits, ParseLimits parsing)
{
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <param name="parser">Draws pages.</param>
    /// <param name="hold">Gets what is made.</param>
    /// <returns>Objects that are in the blob store already, and why there are no more of them; null when all are there.</returns>
    public async Task<(IReadOnlyList<IndexedAttachment> Made, string? Lack)> MakeAsync(
        IReadOnlyList<string> wanted, SourceFile source, ParsedDocument document, ParserChild parser, BlobHold hold,
        CancellationToken cancellationToken)
    {
        var made = new List<IndexedAttachment>();
        if (wanted.Contains(AttachmentNames.Items))
        {
            foreach (var (page, json) in PageItems.Of(document))
                made.Add(await StoreAsync(AttachmentNames.PageItems(page), json, hold, cancellationToken));
        }

        if (!wanted.Contains(AttachmentNames.Screenshots))
            return (made, null);
        var (pictures, lack) = await ScreenshotsAsync(source, document, parser, hold, cancellationToken);
        made.AddRange(pictures);
        return (made, lack);
    }

    private async Task<(IEnumerable<IndexedAttachment> Pictures, string? Lack)> ScreenshotsAsync(
        SourceFile source, ParsedDocument document, ParserChild parser, BlobHold hold, CancellationToken cancellationToken)
    {
        var pictures = new SortedDictionary<int, IndexedAttachment>();
        var max = limits.ScreenshotBytesPerFile;
        var used = 0L;
        string? tooLarge = null;
        await using var content = blobs.Open(source.ContentHash);
        var lack = await parser.DrawAsync(
            content, source.DisplayName, Math.Max(1, document.Pages.Count), max,
            async (page, jpeg) =>
            {
                // What was drawn of a page before was another one's. The parser keeps to the limit, unless it was taken over.
                used += jpeg.Length - (pictures.Remove(page, out var former) ? former.Size : 0);
                if (used > max)
                    tooLarge = PictureBudget.TooLarge(max);
                else if (jpeg.Length > 0 && page > 0 && page <= parsing.MaxPages)
                    pictures[page] = await StoreAsync(PageScreenshot.NameOf(page), jpeg, hold, cancellationToken);
            },
            cancellationToken);
        return (pictures.Values, lack ?? tooLarge);
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
}
