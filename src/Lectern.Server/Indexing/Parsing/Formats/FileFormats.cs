
namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>Chooses how a file is read: by its first bytes, then by its name. The one list of formats.</summary>
internal static class FileFormats
{
    /// <summary>Part of every parsed file's key: raise it when the output of any format changes.</summary>
    public const string Version = "1";

    private const int SniffBytes = 4096;
    private const int HeaderBytes = 1024;
    private const int MaxGarbageBytes = 64 * 1024;

    private static readonly string[] HtmlNames = [".html", ".htm", ".xhtml"];
    private static readonly string[] MarkdownNames = [".md", ".markdown", ".mdown", ".mkd"];

    /// <exception cref="UnreadableFileException">The file is empty, of an unknown kind, or damaged.</exception>
    public static (ParsedDocument Document, string Parser) Parse(byte[] content, string fileName, ParseLimits limits, Action<int> pageDone)
    {
        if (content.Length == 0)
            throw new UnreadableFileException("The file is empty.");
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        var builder = new DocumentBuilder(limits);
        var parser = Read(content, extension, builder, pageDone);
        var document = builder.Build();
        if (document.Blocks.Count == 0 && document.Pages.Count == 0)
            throw new UnreadableFileException("The file holds no text.");
        return (document, $"{parser}/{Version}");
    }

    private static string Read(byte[] content, string extension, DocumentBuilder builder, Action<int> pageDone)
    {
        // A PDF may have garbage before its header: by the format's own rules within 1,024 bytes, which its reader knows; in real
        // files further in, and then the document begins at the header.
        var header = content.AsSpan(0, Math.Min(content.Length, extension == ".pdf" ? MaxGarbageBytes : HeaderBytes)).IndexOf("%PDF-"u8);
        if (header >= 0)
        {
            PdfFormat.Read(header < HeaderBytes ? content : content[header..], builder, pageDone);
            return "pdf";
        }

        if (BinaryKind(content) is { } kind)
        {
            throw new UnreadableFileException(
                $"This is {kind}, which cannot be read yet; PDF, HTML, Markdown and plain text can.");
        }

        var text = TextDecoder.Decode(content) ?? throw new UnreadableFileException(
            "The file is neither text nor a document of a kind that can be read (PDF, HTML, Markdown, plain text).");
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

        TextFormat.Read(text, builder);
        return "text";
    }

    private static string? BinaryKind(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("PK\x03\x04"u8))
            return "a ZIP archive or an office file (DOCX, XLSX, PPTX, ODT, EPUB)";
        if (content.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0]))
            return "an old or password-protected office file";
        if (content.StartsWith("{\\rtf"u8))
            return "an RTF file";
        if (content.StartsWith((byte[])[0xFF, 0xD8, 0xFF]) || content.StartsWith((byte[])[0x89, (byte)'P', (byte)'N', (byte)'G'])
            || content.StartsWith("GIF8"u8) || content.StartsWith("II*\0"u8) || content.StartsWith("MM\0*"u8))
        {
            return "an image";
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
