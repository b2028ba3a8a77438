using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>
/// DOCX, block by block: headings by style or outline level, lists with their numbers, tables, text boxes, notes and comments
/// after the paragraph that refers to them, headers first and footers last. Pages are known where Word noted them or a break
/// was set.
/// </summary>
internal static class WordFormat
{
    public static void Read(byte[] content, FormatContext context)
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(content, writable: false), isEditable: false);
        var main = package.MainDocumentPart
            ?? throw new UnreadableFileException("The file is damaged: it has no document inside.");
        new WordReader(main, context).Read();
    }
}
