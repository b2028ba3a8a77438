using Lectern.Contracts;
using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Retrieval;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// Turns a mark into a citation, when the stored text of the passage that it names supports what the answer says. For one turn.
/// </summary>
internal sealed class CitationProof(IRetrieval retrieval, Scope scope, PassageNumbers passages, KnownText known)
{
    /// <summary>Code points read before a passage: what heads it, its table's head, the sentence before it.</summary>
    private const int Before = 20_000;

    /// <summary>Passages that are compared with what a prompt takes for granted.</summary>
    private const int MaxOtherwise = 16;

    /// <summary>The stored texts by passage; null where there is none any more.</summary>
    private readonly Dictionary<int, PassageText?> texts = [];

    /// <summary>The newest passage that says otherwise than what the prompt takes for granted.</summary>
    /// <returns>Its number, or null.</returns>
    public async ValueTask<int?> FindOtherwiseAsync(IReadOnlyList<Premise> premises, CancellationToken cancellationToken)
    {
        var (numbers, texts) = (new List<int>(), new List<PassageText>());
        foreach (var passage in premises.Count == 0 ? [] : passages.All.TakeLast(MaxOtherwise))
        {
            if (await TextAsync(passage, cancellationToken) is not { } text)
                continue;
            numbers.Add(passage.Number);
            texts.Add(text);
        }

        return premises.Select(p => p.Otherwise(texts)).FirstOrDefault(o => o is not null) is { } found
            ? numbers[found.Passage] : null;
    }

    /// <summary>What a passage says of a claim.</summary>
    public async ValueTask<CitationVerdict> JudgeAsync(int number, Claim claim, CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.Proof);
        if (passages.Find(number) is not { } passage || await TextAsync(passage, cancellationToken) is not { } text)
            return CitationVerdict.Unproved.Instance;
        return ClaimProof.Judge(claim, text, known.IsCommon) switch
        {
            ClaimVerdict.Proved p =>
                new CitationVerdict.Proved(await CiteAsync(passage, text, p.Start, p.End, isProof: true, cancellationToken)),
            ClaimVerdict.Contradicted c => new CitationVerdict.Contradicted(
                await CiteAsync(passage, text, c.Start, c.End, isProof: false, cancellationToken)),
            _ => CitationVerdict.Unproved.Instance,
        };
    }

    /// <param name="from">UTF-16 offset in the passage's text.</param>
    /// <param name="to">As <paramref name="from"/>, exclusive.</param>
    private async ValueTask<Citation> CiteAsync(
        NumberedPassage passage, PassageText text, int from, int to, bool isProof, CancellationToken cancellationToken)
    {
        var map = new CodePointMap(text.Text);
        var (start, end) = (passage.Start + map.ToCodePoint(from), passage.Start + map.ToCodePoint(to));
        var boxes = await BoxesAsync(passage, start, end, cancellationToken);
        return new Citation(
            $"[{passage.Number}]",
            Position: 0,
            passage.IndexId,
            passage.FileId,
            passage.FileName,
            passage.PageStart is null || boxes.Count == 0 ? passage.PageStart : boxes.Min(b => b.Page),
            passage.PageEnd is null || boxes.Count == 0 ? passage.PageEnd : boxes.Max(b => b.Page),
            start,
            end,
            text.Text[from..to],
            boxes,
            new ImageAttachmentRef(passage.FileId, Attachment(passage, boxes)),
            Verified: isProof);
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

    /// <summary>
    /// What is stored now where the passage stood: that, and not what the model was shown, is what a reader will find.
    /// </summary>
    private async ValueTask<PassageText?> TextAsync(NumberedPassage passage, CancellationToken cancellationToken)
    {
        if (texts.TryGetValue(passage.Number, out var known))
            return known;
        PassageText? text;
        try
        {
            text = await ReadAsync(passage, Math.Max(0, passage.Start - Before), cancellationToken);
            if (text.NeedsMore && passage.Start > Before)
                text = await ReadAsync(passage, from: 0, cancellationToken);
        }
        catch (RetrievalException)
        {
            // The file or its index is gone: nothing there supports anything.
            text = null;
        }

        return texts[passage.Number] = text;
    }

    private async Task<PassageText> ReadAsync(NumberedPassage passage, int from, CancellationToken cancellationToken)
    {
        var text = await retrieval.ReadAsync(scope, passage.IndexId, passage.FileId, from, passage.End - from, cancellationToken);
        var start = new CodePointMap(text).ToUtf16(passage.Start - from);
        return new PassageText(text[start..], text[..start]);
    }
}
