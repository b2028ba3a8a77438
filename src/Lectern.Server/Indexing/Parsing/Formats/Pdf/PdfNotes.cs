using UglyToad.PdfPig;
using UglyToad.PdfPig.Annotations;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>What was written on a page after it was made: text typed on it, notes, and comments on marked words.</summary>
internal static class PdfNotes
{
    private const int MaxNotesPerPage = 2_000;
    private const AnnotationFlags NotShown = AnnotationFlags.Hidden | AnnotationFlags.NoView;

    private static readonly NameToken Annots = NameToken.Create("Annots");

    public static IEnumerable<PageBlock> Of(PdfDocument document, Page page)
    {
        if (!page.Dictionary.ContainsKey(Annots))
            yield break;
        foreach (var note in page.GetAnnotations().Take(MaxNotesPerPage))
        {
            if ((note.Flags & NotShown) != 0 || PageText.Clean(note.Content ?? "") is not { Length: > 0 } said)
                continue;
            if (note.Type == AnnotationType.FreeText)
                yield return PdfForm.Block(said, note.Rectangle, page.Height);
            else if (note.Type is not (AnnotationType.Widget or AnnotationType.Link or AnnotationType.Popup))
                yield return PdfForm.Block($"[Comment{By(document, note)}: {said}]", note.Rectangle, page.Height);
        }
    }

    private static string By(PdfDocument document, Annotation note) =>
        PdfTokens.Text(
            document, PdfTokens.Find(document, note.AnnotationDictionary, NameToken.T)) is { } author
            ? $" by {PageText.Clean(author)}"
            : "";
}
