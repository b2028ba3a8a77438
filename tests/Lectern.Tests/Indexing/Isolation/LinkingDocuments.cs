using System.Text;

namespace Lectern.Tests.Indexing.Isolation;

/// <summary>
/// Office files that link pictures which lie elsewhere. Each says "Quay" before them, and shows what it can load.
/// </summary>
internal static class LinkingDocuments
{
    /// <summary>By the ending of the name.</summary>
    public static byte[] Make(string extension, params string[] addresses) => extension switch
    {
        ".odt" => OpenDocument(
            "text",
            $"<office:text><text:p>Quay</text:p><text:p>{Frames(addresses, "text:anchor-type=\"as-char\"")}</text:p>"
                + $"</office:text>"),
        ".odp" => OpenDocument(
            "presentation",
            $"<office:presentation><draw:page draw:name=\"p\"><draw:frame svg:width=\"10cm\" svg:height=\"3cm\"><draw:text-box>"
            + $"<text:p>Quay</text:p></draw:text-box></draw:frame>{Frames(addresses, "svg:y=\"4cm\"")}</draw:page>"
            + $"</office:presentation>"),
        ".docx" => Word(addresses),
        ".rtf" => Encoding.ASCII.GetBytes(
            @"{\rtf1 Quay\par " + string.Concat(
                addresses.Select(a => @"{\field{\*\fldinst INCLUDEPICTURE """ + a + @""" \\d}{\fldrslt}}\par ")) + "}"),
        _ => throw new ArgumentOutOfRangeException(nameof(extension)),
    };

    private static string Frames(string[] addresses, string place) => string.Concat(addresses.Select((a, i) =>
        $"<draw:frame {place} svg:x=\"{i * 6}cm\" svg:width=\"5cm\" svg:height=\"5cm\">"
        + $"<draw:image xlink:href=\"{a}\" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/></draw:frame>"));

    private static byte[] OpenDocument(string kind, string body) => OtherFormatTests.Zip(
        ("mimetype", $"application/vnd.oasis.opendocument.{kind}"),
        ("content.xml",
            """<?xml version="1.0" encoding="UTF-8"?>"""
            + """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" """
            + """xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" """
            + """xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" """
            + """xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"><office:body>"""
            + body + "</office:body></office:document-content>"),
        ("META-INF/manifest.xml",
            $"""<?xml version="1.0" encoding="UTF-8"?>"""
            + $"""<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" """
            + $"""manifest:version="1.2"><manifest:file-entry manifest:full-path="/" """
            + $"""manifest:media-type="application/vnd.oasis.opendocument.{kind}"/>"""
            + $"""<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>"""
            + $"""</manifest:manifest>"""));

    private static byte[] Word(string[] addresses)
    {
        const string picture = "http://schemas.openxmlformats.org/drawingml/2006/picture";
        var drawings = string.Concat(addresses.Select((_, i) =>
            $"""<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1800000" cy="1800000"/><wp:docPr id="{i + 1}" name="p{i}"/>"""
            + $"""<a:graphic><a:graphicData uri="{picture}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{i + 1}" name="p{i}"/>"""
            + $"""<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="r{i}"/><a:stretch><a:fillRect/></a:stretch>"""
            + $"""</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="1800000"/></a:xfrm>"""
            + $"""<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"""
            + $"""</wp:inline></w:drawing></w:r></w:p>"""));
        return OtherFormatTests.Zip(
            ("[Content_Types].xml",
                """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" """
                + """ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"""
                + """<Override PartName="/word/document.xml" """
                + """ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"""
                + """</Types>"""),
            ("_rels/.rels",
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
                + """<Relationship Id="r1" """
                + """Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" """
                + """Target="word/document.xml"/></Relationships>"""),
            ("word/_rels/document.xml.rels",
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
                + string.Concat(addresses.Select((a, i) =>
                    $"""<Relationship Id="r{i}" """
                    + $"""Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="{a}" """
                    + $"""TargetMode="External"/>"""))
                + "</Relationships>"),
            ("word/document.xml",
                $"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" """
                + $"""xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" """
                + $"""xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" """
                + $"""xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="{picture}"><w:body><w:p>"""
                + $"""<w:r><w:t>Quay</w:t></w:r></w:p>{drawings}</w:body></w:document>"""));
    }
}
