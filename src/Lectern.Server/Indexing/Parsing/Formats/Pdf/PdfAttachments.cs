using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>Files inside of a PDF, read like a mail's: each by its name with what it says, after the last page.</summary>
internal static class PdfAttachments
{
    private const int MaxAttachments = 200;

    public static bool AreIn(PdfDocument document) =>
        document.Structure.Catalog.CatalogDictionary.ContainsKey(NameToken.Create("Names"));

    public static void Read(PdfDocument document, FormatContext context)
    {
        if (!document.Advanced.TryGetEmbeddedFiles(out var files))
            return;
        foreach (var file in files.Take(MaxAttachments))
        {
            if (context.Builder.IsFull)
                break;
            context.AddInside(file.Memory.ToArray(), file.Name, "Attachment");
        }
    }
}
