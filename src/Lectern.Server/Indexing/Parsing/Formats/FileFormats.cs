using Lectern.Server.Indexing.Parsing.Formats.Archives;
using Lectern.Server.Indexing.Parsing.Formats.Compound;
using Lectern.Server.Indexing.Parsing.Formats.Office;
using Lectern.Server.Indexing.Parsing.Formats.Pdf;
using Lectern.Server.Indexing.Parsing.Formats.Rtf;
using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>Chooses how a file is read: by its first bytes, then by its name. The one list of formats.</summary>
internal static class FileFormats
{
    /// <summary>Part of every parsed file's key: raise it when the output of any format changes.</summary>
    public const string Version = "16";

    /// <summary>In the parser's name where pages, or those of a file inside, have no text and OCR is not installed.</summary>
    public const string WithoutOcr = "-without-ocr";

    /// <summary>The kinds, for people.</summary>
    public const string Known =
        "PDF, DOCX, PPTX, XLSX, DOC, PPT, XLS, ODT, ODS, ODP, RTF, EPUB, HTML, Markdown, plain text, CSV, JSON, XML, EML, MSG, "
        + "MBOX, "
        + "ZIP, TAR, images";

    private const int HeaderBytes = 1024;
    private const int MaxGarbageBytes = 64 * 1024;

    /// <exception cref="UnreadableFileException">The file is empty, of an unknown kind, or damaged.</exception>
    public static (ParsedDocument Document, string Parser) Parse(
        byte[] content, string fileName, ParseLimits limits, Action<int> pageDone) =>
        Parse(content, fileName, limits, pageDone, 0, new ArchiveBudget());

    private static (ParsedDocument Document, string Parser) Parse(
        byte[] content, string fileName, ParseLimits limits, Action<int> pageDone, int depth, ArchiveBudget archives)
    {
        if (content.Length == 0)
            throw new UnreadableFileException("The file is empty.");
        var builder = new DocumentBuilder(limits);
        var parser = Read(content, fileName, new FormatContext(builder, pageDone, depth, archives, Inside));
        var document = builder.Build();
        if (document.Blocks.Count == 0 && document.Pages.Count == 0)
            throw new UnreadableFileException("The file holds no text.");
        var lacksOcr = (document.PagesWithoutText.Count > 0 || document.LacksTextInside)
            && !(Ocr.IsAvailable && ExternalTools.PdfToPpm is not null);
        return (document, $"{parser}{(lacksOcr ? WithoutOcr : OcrLater.MarkOf(limits.Ocr))}{limits.Lacking.Marks}/{Version}");

        ParsedDocument Inside(byte[] bytes, string name) => depth + 1 < FormatContext.MaxDepth
            ? Parse(bytes, name, limits, pageDone, depth + 1, archives).Document
            : throw new UnreadableFileException("it is nested too deep.");
    }

    private static string Read(byte[] content, string name, FormatContext context)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        if (PdfStart(content, extension) is { } start)
        {
            PdfFormat.Read(start < HeaderBytes ? content : content[start..], context);
            return "pdf";
        }

        if (Starts("PK\x03\x04"u8) || Starts("PK\x05\x06"u8))
        {
            try
            {
                return ZipFormats.Read(content, extension, context);
            }
            catch (InvalidDataException e)
            {
                throw new UnreadableFileException($"The file is damaged: {e.Message} Save it again and upload it again.");
            }
        }

        if (Starts([0x1F, 0x8B]))
            return Unzipped(ArchiveFormat.Unzip(content, context), name, context);
        if (ArchiveFormat.IsTar(content))
        {
            ArchiveFormat.ReadTar(new MemoryStream(content, writable: false), context);
            return "archive";
        }

        if (Starts("{\\rtf"u8))
        {
            new RtfFormat(content, context).Read();
            return "rtf";
        }

        if (ImageFormat.Is(content))
        {
            ImageFormat.Read(() => content, context.Builder, context.Sign);
            return "image";
        }

        if (HeifImage.Is(content) && ExternalTools.HeifConvert is not null)
        {
            ImageFormat.Read(Jpeg, context.Builder, context.Sign);
            return "image";
        }

        if (HeifImage.Is(content))
            context.Builder.Limits.Lacking.AddHeif();
        if (CompoundFormat.Is(content))
            return CompoundFormat.Read(content, context);
        return TextFormats.Read(content, extension, context);

        bool Starts(ReadOnlySpan<byte> with) => content.AsSpan().StartsWith(with);

        byte[] Jpeg() =>
            HeifImage.ToJpeg(content) ?? throw new UnreadableFileException($"This is {BinaryKinds.Of(content)}.");
    }

    private static string Unzipped(byte[] content, string name, FormatContext context)
    {
        if (content.Length == 0)
            throw new UnreadableFileException("The archive holds an empty file.");
        if (content.AsSpan().StartsWith((byte[])[0x1F, 0x8B]))
            throw new UnreadableFileException("The file is packed several times. Unpack it and upload the file in it.");
        return Read(content, Path.GetFileNameWithoutExtension(name), context);
    }

    /// <summary>
    /// A PDF may have garbage before its header: by the format's own rules within 1,024 bytes, which its reader knows; in real
    /// files further in, and then the document begins at the header. A text that only mentions the header has no objects.
    /// </summary>
    private static int? PdfStart(byte[] content, string extension)
    {
        var isNamed = extension == ".pdf";
        var header = content.AsSpan(0, Math.Min(content.Length, isNamed ? MaxGarbageBytes : HeaderBytes)).IndexOf("%PDF-"u8);
        if (header < 0 || isNamed)
            return header < 0 ? null : header;
        var isOther = header > 0 && (TextFormats.IsName(extension) || content[0] is (byte)'P' && content[1] == (byte)'K');
        return isOther || content.AsSpan().IndexOf(" obj"u8) < 0 ? null : header;
    }
}
