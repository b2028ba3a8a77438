using System.IO.Compression;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using Lectern.Server.Indexing.Parsing.Formats.Archives;
using Lectern.Server.Indexing.Parsing.Formats.Epub;
using Lectern.Server.Indexing.Parsing.Formats.Office;
using Lectern.Server.Indexing.Parsing.Formats.OpenDocument;
using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>Chooses how a ZIP is read: as an office file, a book, or a folder of files.</summary>
internal static class ZipFormats
{
    private const string Types = "[Content_Types].xml";
    private const string OfficeDocument = "/officeDocument";

    /// <returns>The reader's name.</returns>
    public static string Read(byte[] content, string extension, FormatContext context)
    {
        using var archive = ZipPackage.Open(content);
        if (archive.GetEntry(Types) is not null)
        {
            ZipPackage.CheckXml(
                archive, n => n.EndsWith(
                    ".xml",
                    StringComparison.OrdinalIgnoreCase) || n.EndsWith(".rels", StringComparison.OrdinalIgnoreCase));
            context.Sign(0);
            return Office(content, MainType(archive), context);
        }

        if (archive.GetEntry("META-INF/container.xml") is not null)
        {
            EpubFormat.Read(archive, context.Builder, context.Sign);
            return "epub";
        }

        if (archive.GetEntry("content.xml") is not null)
        {
            if (OpenDocumentEncryption.IsIn(archive))
                throw new UnreadableFileException("The file needs a password. Save it without one and upload it again.");
            ZipPackage.CheckXml(archive, n => n == "styles.xml" || n.EndsWith("content.xml", StringComparison.Ordinal));
            OpenDocumentFormat.Read(archive, context.Builder, context.Sign);
            return "opendocument";
        }

        if (Apple(archive, extension) is { } program)
        {
            throw new UnreadableFileException(
                $"This is a file of {program}, which cannot be read. Export it as PDF or an office file and upload that.");
        }

        ArchiveFormat.ReadZip(archive, context);
        return "archive";
    }

    /// <summary>
    /// The type of the part that the package names as its document: a workbook may have a Word file inside. Where nothing is
    /// named, all types.
    /// </summary>
    private static string MainType(ZipArchive archive)
    {
        var types = ZipPackage.LoadXml(archive, Types);
        var target = archive.GetEntry("_rels/.rels") is null ? null : ZipPackage.LoadXml(archive, "_rels/.rels").Descendants()
            .FirstOrDefault(e => e.Attribute("Type")?.Value.EndsWith(OfficeDocument, StringComparison.Ordinal) == true)?
            .Attribute("Target")?.Value;
        var part = "/" + target?.TrimStart('/');
        return types.Descendants().FirstOrDefault(
            e => string.Equals(e.Attribute("PartName")?.Value, part, StringComparison.OrdinalIgnoreCase))?
            .Attribute("ContentType")?.Value ?? types.ToString(SaveOptions.DisableFormatting);
    }

    private static string Office(byte[] content, string type, FormatContext context)
    {
        if (type.Contains("sheet.binary", StringComparison.Ordinal))
            return Binary(content, context);
        try
        {
            if (Is("wordprocessingml", "ms-word"))
            {
                WordFormat.Read(content, context);
                return "docx";
            }

            if (Is("presentationml", "ms-powerpoint"))
            {
                SlidesFormat.Read(content, context.Builder, context.Sign);
                return "pptx";
            }

            if (Is("spreadsheetml", "ms-excel"))
            {
                SheetsFormat.Read(content, context.Builder, context.Sign);
                return "xlsx";
            }
        }
        catch (Exception e) when (e is OpenXmlPackageException or System.Xml.XmlException or FormatException
            or InvalidDataException or InvalidOperationException or FileFormatException or UriFormatException)
        {
            throw new UnreadableFileException(
                $"The office file is damaged: {e.Message.Split('\n')[0].Trim()} "
                + "Open it in its program, save it again and upload it again.");
        }

        throw new UnreadableFileException(
            $"This is an office file of a kind that cannot be read. What can be read: {FileFormats.Known}.");

        bool Is(string name, string old) =>
            type.Contains(name, StringComparison.Ordinal) || type.Contains(old, StringComparison.Ordinal);
    }

    /// <summary>A workbook in which the rows are no XML (XLSB).</summary>
    private static string Binary(byte[] content, FormatContext context)
    {
        const string what = "This is a binary Excel workbook (XLSB)";
        if (OfficeProgram.Lack is { } lack)
        {
            context.Builder.Limits.Lacking.AddOffice();
            throw new UnreadableFileException($"{what}, and {lack} Save it as XLSX and upload it again.");
        }

        var workbook = OfficeProgram.Convert(content, ".xlsb", "xlsx", () => context.Sign(0))
            ?? throw new UnreadableFileException($"{what} that LibreOffice could not open. Save it as XLSX and upload it again.");
        SheetsFormat.Read(workbook, context.Builder, context.Sign);
        return "xlsb";
    }

    private static string? Apple(ZipArchive archive, string extension)
    {
        if (!archive.Entries.Any(e => e.FullName is "Index.zip" or "index.apxl" or "index.xml.gz"
            || e.FullName.EndsWith(".iwa", StringComparison.Ordinal))
            && extension is not (".pages" or ".numbers" or ".key"))
        {
            return null;
        }

        return extension switch
        {
            ".pages" => "Apple Pages",
            ".numbers" => "Apple Numbers",
            ".key" => "Apple Keynote",
            _ => "Apple Pages, Numbers or Keynote",
        };
    }
}
