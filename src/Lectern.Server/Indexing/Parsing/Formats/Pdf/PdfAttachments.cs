using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>Files inside of a PDF, read like a mail's: each by its name with what it says, after the last page.</summary>
internal static class PdfAttachments
{
    private const int MaxAttachments = 200;

    public static bool AreIn(PdfDocument document) =>
        document.Structure.Catalog.CatalogDictionary.ContainsKey(NameToken.Create("Names"));

    /// <param name="readAttachment">Reads a file inside: its bytes and its name. Throws when it cannot be read.</param>
    public static void Read(
        PdfDocument document, DocumentBuilder builder, int depth, Func<byte[], string, ParsedDocument> readAttachment)
    {
        if (!document.Advanced.TryGetEmbeddedFiles(out var files))
            return;
        foreach (var file in files.Take(MaxAttachments))
        {
            builder.Heading(depth + 2, $"Attachment: {file.Name}");
            try
            {
                var read = readAttachment(file.Memory.ToArray(), file.Name);
                foreach (var block in read.Blocks)
                    builder.Add(block.Kind, read.Text.Substring(block.Start, block.Length), block.HeadingLevel);
            }
            catch (UnreadableFileException e)
            {
                builder.Add(BlockKind.Paragraph, $"[This attachment was not read: {e.Message}]");
            }
        }
    }
}
