using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// Turns a mark into a citation, when the stored text of the passage that it names supports what the answer says. For one turn.
/// </summary>
internal sealed class CitationProof(IRetrieval retrieval, Scope scope, PassageNumbers passages, KnownText known)
{
    /// <summary>The stored texts by passage; null where there is none any more.</summary>
    private readonly Dictionary<int, PassageText?> texts = [];

    /// <returns>The citation without its position; null when the mark names no passage or the passage does not support the claim.</returns>
    public async ValueTask<Citation?> FindAsync(int number, Claim claim, CancellationToken cancellationToken)
    {
        if (passages.Find(number) is not { } passage || await TextAsync(passage, cancellationToken) is not { } text
            || ClaimProof.Find(claim, text, known.IsCommon) is not { } span)
        {
            return null;
        }

        var map = new CodePointMap(text.Text);
        var (start, end) = (passage.Start + map.ToCodePoint(span.Start), passage.Start + map.ToCodePoint(span.End));
        var boxes = await BoxesAsync(passage, start, end, cancellationToken);
        return new Citation(
            $"[{number}]",
            Position: 0,
            passage.IndexId,
            passage.FileId,
            passage.FileName,
            passage.PageStart is null || boxes.Count == 0 ? passage.PageStart : boxes.Min(b => b.Page),
            passage.PageEnd is null || boxes.Count == 0 ? passage.PageEnd : boxes.Max(b => b.Page),
            start,
            end,
            text.Text[span.Start..span.End],
            boxes,
            new ImageAttachmentRef(passage.FileId, Attachment(passage, boxes)),
            Verified: true);
    }

    private async Task<IReadOnlyList<PageBox>> BoxesAsync(
        NumberedPassage passage, int start, int end, CancellationToken cancellationToken)
    {
        try
        {
            return await retrieval.BoxesAsync(scope, passage.IndexId, passage.FileId, start, end, cancellationToken);
        }
        catch (RetrievalException)
        {
            // Gone since its text was read: the quote stands, its place cannot be shown.
            return [];
        }
    }

    /// <summary>Where the quote can be marked: on the page's picture, else in the text itself.</summary>
    private string Attachment(NumberedPassage passage, IReadOnlyList<PageBox> boxes)
    {
        try
        {
            return boxes.Count > 0 && retrieval.FindPageImage(scope, passage.IndexId, passage.FileId, boxes[0].Page) is { } image
                ? image.AttachmentName
                : AttachmentNames.Text;
        }
        catch (RetrievalException)
        {
            return AttachmentNames.Text;
        }
    }

    /// <summary>What is stored now where the passage stood: that, and not what the model was shown, is what a reader will find.</summary>
    private async ValueTask<PassageText?> TextAsync(NumberedPassage passage, CancellationToken cancellationToken)
    {
        if (texts.TryGetValue(passage.Number, out var known))
            return known;
        PassageText? text;
        try
        {
            text = new PassageText(await retrieval.ReadAsync(
                scope, passage.IndexId, passage.FileId, passage.Start, passage.End - passage.Start, cancellationToken));
        }
        catch (RetrievalException)
        {
            // The file or its index is gone: nothing there supports anything.
            text = null;
        }

        return texts[passage.Number] = text;
    }
}
