using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using Lectern.Server.Indexing.Parsing.Formats.Epub;
using Lectern.Server.Indexing.Parsing.Formats.Html;
using Lectern.Server.Indexing.Parsing.Formats.Office;
using Lectern.Server.Indexing.Parsing.Formats.Pdf;
using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>Chooses how a file is read: by its first bytes, then by its name. The one list of formats.</summary>
internal static class FileFormats
{
    /// <summary>Part of every parsed file's key: raise it when the output of any format changes.</summary>
    public const string Version = "7";

    /// <summary>In the parser's name where pages have no text and OCR is not installed.</summary>
    public const string WithoutOcr = "-without-ocr";

    /// <summary>In the parser's name where pages have no text because too many were read with OCR meanwhile.</summary>
    public const string OcrLater = "-ocr-later";

    /// <summary>The kinds, for people.</summary>
    public const string Known = "PDF, DOCX, PPTX, XLSX, HTML, Markdown, plain text, CSV, EML, EPUB, ODT, RTF, images";

    private const int SniffBytes = 4096;
    private const int HeaderBytes = 1024;
    private const int MaxGarbageBytes = 64 * 1024;

    private static readonly string[] HtmlNames = [".html", ".htm", ".xhtml", ".xht"];
    private static readonly string[] MarkdownNames = [".md", ".markdown", ".mdown", ".mkd"];
    private static readonly string[] MailNames = [".eml", ".mht", ".mhtml"];

    /// <exception cref="UnreadableFileException">The file is empty, of an unknown kind, or damaged.</exception>
    public static (ParsedDocument Document, string Parser) Parse(
        byte[] content, string fileName, ParseLimits limits, Action<int> pageDone) =>
        Parse(content, fileName, limits, pageDone, 0);

    private static (ParsedDocument Document, string Parser) Parse(
        byte[] content, string fileName, ParseLimits limits, Action<int> pageDone, int depth)
    {
        if (content.Length == 0)
            throw new UnreadableFileException("The file is empty.");
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        var builder = new DocumentBuilder(limits);
        var parser = Read(content, extension, builder, pageDone, depth);
        var document = builder.Build();
        if (document.Blocks.Count == 0 && document.Pages.Count == 0)
            throw new UnreadableFileException("The file holds no text.");
        var lacksOcr = document.PagesWithoutText.Count > 0 && !(Ocr.IsAvailable && ExternalTools.PdfToPpm is not null);
        return (document, $"{parser}{(lacksOcr ? WithoutOcr : limits.Ocr.Refused > 0 ? OcrLater : "")}/{Version}");
    }

    private static string Read(byte[] content, string extension, DocumentBuilder builder, Action<int> pageDone, int depth)
    {
        // A PDF may have garbage before its header: by the format's own rules within 1,024 bytes, which its reader knows; in real
        // files further in, and then the document begins at the header.
        var header = content.AsSpan(
            0, Math.Min(content.Length, extension == ".pdf" ? MaxGarbageBytes : HeaderBytes)).IndexOf("%PDF-"u8);
        if (header >= 0 && !MailNames.Contains(extension))
        {
            PdfFormat.Read(
                header < HeaderBytes ? content : content[header..], builder, pageDone, depth,
                ReadInside(builder, pageDone, depth));
            return "pdf";
        }

        if (content.AsSpan().StartsWith("PK\x03\x04"u8) || content.AsSpan().StartsWith("PK\x05\x06"u8))
        {
            try
            {
                return Zip(content, builder, pageDone);
            }
            catch (InvalidDataException e)
            {
                throw new UnreadableFileException($"The file is damaged: {e.Message} Save it again and upload it again.");
            }
        }

        if (content.AsSpan().StartsWith("{\\rtf"u8))
        {
            new RtfFormat(content, builder, pageDone).Read();
            return "rtf";
        }

        if (ImageFormat.Is(content))
        {
            ImageFormat.Read(content, builder, pageDone);
            return "image";
        }

        if (BinaryKind(content) is { } kind)
            throw new UnreadableFileException($"This is {kind} What can be read: {Known}.");
        return Text(content, extension, builder, pageDone, depth);
    }

    private static string Text(byte[] content, string extension, DocumentBuilder builder, Action<int> pageDone, int depth)
    {
        if (MailNames.Contains(extension))
        {
            MailFormat.Read(content, builder, depth, ReadInside(builder, pageDone, depth));
            return "mail";
        }

        var text = TextDecoder.Decode(content) ?? throw new UnreadableFileException(
            $"The file is neither text nor a document of a kind that can be read ({Known}).");
        if (string.IsNullOrWhiteSpace(text))
            throw new UnreadableFileException("The file holds no text.");
        if (HtmlNames.Contains(extension) || LooksLikeHtml(text))
        {
            HtmlFormat.Read(text, builder);
            return "html";
        }

        if (MarkdownNames.Contains(extension))
        {
            MarkdownFormat.Read(text, builder);
            return "markdown";
        }

        if (extension is ".csv" or ".tsv")
        {
            CsvFormat.Read(text, extension == ".tsv" ? "\t" : null, builder, pageDone);
            return "csv";
        }

        TextFormat.Read(text, builder);
        return "text";
    }

    /// <summary>How a file inside of another one is read.</summary>
    private static Func<byte[], string, ParsedDocument> ReadInside(DocumentBuilder builder, Action<int> pageDone, int depth) =>
        (bytes, name) => depth + 1 < MailFormat.MaxDepth
            ? Parse(bytes, name, builder.Limits, pageDone, depth + 1).Document
            : throw new UnreadableFileException("it is nested too deep.");

    private static string Zip(byte[] content, DocumentBuilder builder, Action<int> pageDone)
    {
        using var archive = ZipPackage.Open(content);
        if (archive.GetEntry("[Content_Types].xml") is not null)
        {
            ZipPackage.CheckXml(archive);
            pageDone(0);
            return Office(
                content, Encoding.UTF8.GetString(ZipPackage.ReadEntry(archive, "[Content_Types].xml")), builder, pageDone);
        }

        if (archive.GetEntry("META-INF/container.xml") is not null)
        {
            EpubFormat.Read(archive, builder, pageDone);
            return "epub";
        }

        if (archive.GetEntry("content.xml") is not null)
        {
            ZipPackage.CheckXml(archive);
            OpenDocumentFormat.Read(archive, builder, pageDone);
            return "opendocument";
        }

        throw new UnreadableFileException("This is an archive of files. Unpack it and upload the files in it.");
    }

    private static string Office(byte[] content, string types, DocumentBuilder builder, Action<int> pageDone)
    {
        try
        {
            if (types.Contains("wordprocessingml", StringComparison.Ordinal) || types.Contains("ms-word", StringComparison.Ordinal))
            {
                WordFormat.Read(content, builder, pageDone);
                return "docx";
            }

            if (types.Contains("presentationml", StringComparison.Ordinal) || types.Contains("ms-powerpoint", StringComparison.Ordinal))
            {
                SlidesFormat.Read(content, builder, pageDone);
                return "pptx";
            }

            if (types.Contains("spreadsheetml", StringComparison.Ordinal) || types.Contains("ms-excel", StringComparison.Ordinal))
            {
                SheetsFormat.Read(content, builder, pageDone);
                return "xlsx";
            }
        }
        catch (Exception e) when (e is OpenXmlPackageException or System.Xml.XmlException or FormatException or InvalidDataException or InvalidOperationException or FileFormatException or UriFormatException)
        {
            throw new UnreadableFileException(
                $"The office file is damaged: {e.Message.Split('\n')[0].Trim()} Open it in its program, save it again and upload it again.");
        }

        throw new UnreadableFileException($"This is an office file of a kind that cannot be read. What can be read: {Known}.");
    }

    private static string? BinaryKind(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0]))
        {
            return content.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0
                ? throw new UnreadableFileException("The office file needs a password. Save it without one and upload it again.")
                : "an office file of the time before 2007; save it as DOCX, XLSX, PPTX or PDF and upload it again.";
        }

        return null;
    }

    private static bool LooksLikeHtml(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, SniffBytes)).TrimStart();
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || (start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
                && start.Contains("<html", StringComparison.OrdinalIgnoreCase));
    }
}
