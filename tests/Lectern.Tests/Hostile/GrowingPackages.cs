using System.Globalization;
using System.IO.Compression;
using System.Text;
using Lectern.Tests.Indexing.Pdf;
using Lectern.Tests.Indexing.Reading;
using static Lectern.Tests.Hostile.GrowingTexts;

namespace Lectern.Tests.Hostile;

/// <summary>Office files, books, archives and PDFs that unpack to about n bytes, as <see cref="GrowingTexts"/>.</summary>
internal static class GrowingPackages
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string Sheet = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    private static readonly Dictionary<string, Func<int, byte[]>> Makers = new()
    {
        ["notes.docx"] = n => OfficeFiles.Docx(
            Repeated("<w:p><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>", n / 2), Related("footnotes", "footnotes.xml"),
            ("word/footnotes.xml", Word("footnotes", $"<w:footnote w:id=\"2\">{Paragraph(Long(n))}</w:footnote>"))),
        ["comments.docx"] = n => OfficeFiles.Docx(
            Repeated("<w:p><w:r><w:commentReference w:id=\"2\"/></w:r></w:p>", n / 2), Related("comments", "comments.xml"),
            ("word/comments.xml", Word("comments", $"<w:comment w:id=\"2\">{Paragraph(Long(n))}</w:comment>"))),
        ["put in.docx"] = n => OfficeFiles.Docx(
            Paragraph("a") + Repeated("<w:altChunk r:id=\"c\"/>", n / 2),
            OfficeFiles.Relation("c", "aFChunk", "c.html"), ("word/c.html", $"<!--{Long(n)}--><p>b")),
        ["levels.docx"] = n => OfficeFiles.Docx(
            Repeated(Item, n / 2), Related("numbering", "numbering.xml"),
            ("word/numbering.xml", Numbering("%1.", Repeated("<w:lvlOverride w:ilvl=\"8\"/>", n / 2)))),
        ["marks.docx"] = n => OfficeFiles.Docx(
            Repeated(Item, n / 2), Related("numbering", "numbering.xml"),
            ("word/numbering.xml", Numbering(Long(n), ""))),
        ["tables.docx"] = n => OfficeFiles.Docx(Nest("<w:tbl><w:tr><w:tc>", Paragraph("a"), "</w:tc></w:tr></w:tbl>", n, 90)),
        ["gaps.docx"] = n => OfficeFiles.Docx(
            "<w:tbl>" + Repeated(
                $"<w:tr><w:trPr><w:gridBefore w:val=\"1024\"/></w:trPr><w:tc>{Paragraph("a")}</w:tc></w:tr>", n) + "</w:tbl>"),
        ["boxes.docx"] = n => OfficeFiles.Docx(
            Nest("<w:p><w:r><w:pict><w:txbxContent>", Paragraph("a"), "</w:txbxContent></w:pict></w:r></w:p>", n, 60)),
        ["strings.xlsx"] = n => OfficeFiles.Xlsx(
            $"<sheetData>{Numbered("<row><c t=\"s\"><v>0</v></c><c><v>{0}</v></c></row>", n / 2)}</sheetData>", "",
            Related("sharedStrings", "sharedStrings.xml"),
            ("xl/sharedStrings.xml", $"<sst {Sheet}><si><t>{Long(n)}</t></si></sst>")),
        ["stairs.xlsx"] = n => OfficeFiles.Xlsx($"<sheetData>{Stairs(n)}</sheetData>"),
        ["merges.xlsx"] = n => OfficeFiles.Xlsx(
            $"<sheetData>{Numbered("<row><c t=\"str\"><v>w</v></c></row>", n / 2)}</sheetData>"
            + $"<mergeCells>{Repeated("<mergeCell ref=\"A1:XFD9000\"/>", n / 2)}</mergeCells>"),
        ["formats.xlsx"] = n => OfficeFiles.Xlsx(
            $"<sheetData>{Numbered("<row><c s=\"0\"><v>{0}</v></c><c><v>1</v></c></row>", n / 2)}</sheetData>", "",
            Related("styles", "styles.xml"),
            ("xl/styles.xml", $"<styleSheet {Sheet}><numFmts>"
                + $"<numFmt numFmtId=\"200\" formatCode=\"0&quot;{Long(n)}&quot;\"/>"
                + "</numFmts><cellXfs><xf numFmtId=\"200\"/></cellXfs></styleSheet>")),
        ["heads.xlsx"] = n => OfficeFiles.Xlsx(
            "<sheetData><row><c><v>1</v></c></row></sheetData>"
            + $"<headerFooter><oddHeader>{Repeated("&amp;\"", n)}</oddHeader></headerFooter>"),
        ["groups.pptx"] = n => OfficeFiles.Pptx(
            Nest("<p:grpSp>", OfficeFiles.Box(1, 1, "<a:r><a:t>a</a:t></a:r>"), "</p:grpSp>", n, 300)),
        ["charts.pptx"] = n => GrowingSlides.SharedChart(n),
        ["tables.pptx"] = n => OfficeFiles.Pptx(
            "<p:graphicFrame><a:graphic><a:graphicData><a:tbl>"
            + Repeated(
                "<a:tr><a:tc gridSpan=\"1000\" rowSpan=\"9999\"><a:txBody><a:p><a:r>"
                + $"<a:t>{Long(100)}</a:t></a:r></a:p></a:txBody></a:tc></a:tr>", n)
            + "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"),
        ["repeated.ods"] = n => OfficeFiles.OpenDocument(
            RepeatedCell(Long(400), n)),
        ["short.ods"] = n => OfficeFiles.OpenDocument(
            RepeatedCell(Long(100), n)),
        ["blanks.odt"] = n => OfficeFiles.OpenDocument(
            $"<office:text><text:p>a{Repeated("<text:s text:c=\"1000000\"/>", n)}b</text:p></office:text>"),
        ["marks.odt"] = n => OfficeFiles.OpenDocument(
            "<office:text><text:list text:style-name=\"L\">"
            + Repeated("<text:list-item><text:p>a</text:p></text:list-item>", n / 2) + "</text:list></office:text>",
            "<text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" "
            + $"style:num-prefix=\"{Long(n)}\"/></text:list-style>"),
        ["objects.odt"] = n => OfficeFiles.OpenDocument(
            "<office:text>" + Repeated("<draw:frame><draw:object xlink:href=\"./O\"/></draw:frame>", n / 2)
            + "<text:p>a</text:p></office:text>", "",
            ("O/content.xml", $"<math><!--{Long(n)}--><mi>b</mi></math>")),
        ["sections.odt"] = n => OfficeFiles.OpenDocument(
            $"<office:text>{Nest("<text:section>", "<text:p>a</text:p>", "</text:section>", n, 300)}</office:text>"),
        ["spine.epub"] = n => Book($"<p>{Long(n)}</p>", Repeated("<itemref idref=\"c\"/>", n / 2)),
        ["locks.epub"] = n => Book("<p>a</p>", "<itemref idref=\"c\"/>",
            ("META-INF/encryption.xml", "<encryption>" + Repeated("<EncryptedData>", n / 2)
                + Repeated("</EncryptedData>", n / 15 * 8) + "</encryption>")),
        ["files.zip"] = n => Zip([.. Enumerable.Range(0, n / 100).Select(i => ($"{i}.txt", "a" + i))]),
        ["archives.zip"] = n => Archives(n),
        ["letters.pdf"] = n => GrowingPdfs.Of(GrowingPdfs.Letters(n)),
        ["places.pdf"] = n => GrowingPdfs.Of(GrowingPdfs.Scattered(n)),
        ["lines.pdf"] = n => GrowingPdfs.Of(GrowingPdfs.Lines(n)),
        ["one line.pdf"] = n => GrowingPdfs.Of(GrowingPdfs.OneLine(n)),
        ["over each other.pdf"] = n => GrowingPdfs.Of(GrowingPdfs.OverEachOther(n)),
        ["notes.pdf"] = GrowingPdfs.Notes,
        ["layers.pdf"] = GrowingPdfs.Layers,
        ["stream.msg"] = GrowingCompounds.SharedStream,
        ["loop.msg"] = GrowingCompounds.Loop,
    };

    private const string Item =
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>";

    public static IEnumerable<string> Kinds => Makers.Keys;

    /// <summary>What is packed is made of one repeated part: it unpacks to about n.</summary>
    public static HostileFile Of(string kind, int n) => new(kind, Makers[kind](n), n);

    private static string Related(string type, string target) =>
        $"<Relationship Id=\"m\" Type=\"{Office}{type}\" Target=\"{target}\"/>";

    private static string Long(int n) => GrowingTexts.Word(n / 2);

    private static string RepeatedCell(string text, int n) => "<office:spreadsheet><table:table>" + Repeated(
        "<table:table-row table:number-rows-repeated=\"1000000\">"
        + $"<table:table-cell table:number-columns-repeated=\"16000\"><text:p>{text}</text:p></table:table-cell>"
        + "</table:table-row>", n) + "</table:table></office:spreadsheet>";

    private static string Word(string element, string content) =>
        $"<w:{element} xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{content}</w:{element}>";

    private static string Paragraph(string text) => $"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>";

    private static string Numbering(string mark, string overrides) =>
        Word(
            "numbering", "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/>"
            + $"<w:lvlText w:val=\"{mark}\"/></w:lvl></w:abstractNum>"
            + $"<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/>{overrides}</w:num>");

    /// <summary>As deep as files may nest, one nest beside the other.</summary>
    private static string Nest(string open, string inside, string close, int n, int depth) => Repeated(
        Repeated(open, open.Length * depth) + inside + Repeated(close, close.Length * depth), n);

    /// <summary>Each row has one cell, in a column of its own.</summary>
    private static string Stairs(int n)
    {
        var rows = new StringBuilder();
        for (var i = 0; rows.Length < n; i++)
        {
            var column = $"{(char)('A' + (i / 676 % 20))}{(char)('A' + (i / 26 % 26))}{(char)('A' + (i % 26))}";
            rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{i + 1}\"><c r=\"{column}{i + 1}\"><v>1</v></c></row>");
        }

        return rows.ToString();
    }

    private static byte[] Book(string chapter, string spine, params (string, string)[] more) => Zip(
    [
        ("META-INF/container.xml", """<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>"""),
        ("p.opf", $"<package><manifest><item id=\"c\" href=\"c.xhtml\"/></manifest><spine>{spine}</spine></package>"),
        ("c.xhtml", $"<html><body>{chapter}</body></html>"), .. more,
    ]);

    /// <summary>Archives that hold two archives each.</summary>
    private static byte[] Archives(int n)
    {
        var inner = Zip([("a.txt", Long(n / 2))]);
        for (var depth = 0; depth < 4; depth++)
        {
            using var stream = new MemoryStream();
            using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var name in (string[])["a.zip", "b.zip"])
                {
                    using var entry = archive.CreateEntry(name).Open();
                    entry.Write(inner);
                }
            }

            inner = stream.ToArray();
        }

        return inner;
    }

    private static byte[] Zip((string Name, string Content)[] entries) => Indexing.OtherFormatTests.Zip(entries);
}
