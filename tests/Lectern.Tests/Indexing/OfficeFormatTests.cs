using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Tests.Fakes;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Lectern.Tests.Indexing;

public sealed class OfficeFormatTests
{
    [Fact]
    public void A_Word_document_keeps_headings_lists_and_pages()
    {
        var document = Word(
            """
            <w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Harbour</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">Ships </w:t></w:r>
            <w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins><w:r><w:t>always come</w:t></w:r></w:ins></w:p>
            <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>load</w:t></w:r></w:p>
            <w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>crates</w:t></w:r></w:p>
            <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>
            <w:r><w:t>sail</w:t><w:br w:type="page"/></w:r></w:p>
            <w:p><w:r><w:lastRenderedPageBreak/><w:t>Next page</w:t></w:r></w:p>
            """);
        Assert.Equal("# Harbour\n\nShips always come\n\n1. load\n  b) crates\n2. sail\n\nNext page", document.Text);
        Assert.Equal([1, 1, 1, 1, 1, 2], document.Blocks.Select(b => b.Page));
        Assert.Equal(2, document.Pages.Count);
    }

    [Fact]
    public void A_Word_table_repeats_what_spans_cells()
    {
        const string rows = """
            <w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Both</w:t></w:r></w:p></w:tc>
            <w:tc><w:p><w:r><w:t>C|D</w:t></w:r></w:p></w:tc></w:tr>
            <w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>Port</w:t></w:r></w:p></w:tc>
            <w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>
            <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc>
            <w:tc><w:p><w:r><w:t>4</w:t></w:r></w:p></w:tc></w:tr>
            """;
        var document = Word($"<w:tbl>{rows}</w:tbl><w:p/>");
        Assert.Equal("| Both | Both | C\\|D |\n| --- | --- | --- |\n| Port | 1 | |\n| Port | 3 | 4 |", document.Text);
        Assert.Equal(BlockKind.Table, Assert.Single(document.Blocks).Kind);
    }

    [Fact]
    public void A_sheet_shows_values_as_it_formats_them()
    {
        var document = Sheet(
            """
            <row r="1"><c r="B1" t="inlineStr"><is><t>Fleet</t></is></c></row>
            <row r="2"><c r="B2" t="inlineStr"><is><t>Ship</t></is></c><c r="C2" t="inlineStr"><is><t>Built</t></is></c>
            <c r="D2" t="inlineStr"><is><t>Share</t></is></c></row>
            <row r="3"><c r="B3" t="inlineStr"><is><t>Anna</t></is></c><c r="C3" s="1"><v>45292</v></c>
            <c r="D3" s="2"><v>0.25</v></c></row>
            <row r="1048576"><c r="A1048576"><v>7.1</v></c></row>
            """);
        Assert.Equal(
            "## Ports\n\nFleet\n\n| Ship | Built | Share |\n| --- | --- | --- |\n| Anna | 2024-01-01 | 25% |\n\n7.1",
            document.Text);
        Assert.Equal([1], document.Pages.Select(p => p.Number));
    }

    [Theory]
    [InlineData("docling__powerpoint_sample.pptx", "Notes: Final notes on the third slide.", 3)]
    [InlineData("docling__pptx_chart.pptx", "|", 2)]
    [InlineData("docling__Strict.docx", "Some text", 0)]
    [InlineData("docling__textbox.docx", "Suggested Reportable Symptoms", 0)]
    [InlineData(
        "docling__docx_comments.docx",
        "[Comment by John Reviewer: This is a sample reviewer comment on the first paragraph.]", 0)]
    [InlineData("tika__testWORD_various.docx", "[^fn2]: This is a footnote.", 0)]
    [InlineData("unst__docx-hdrftr.docx", "First header para", 0)]
    [InlineData("docling__equations.docx", "a^2+b^2=c^2", 3)]
    [InlineData("tika__testEXCEL-formats.xlsx", "19 dollars and .99 cents", 1)]
    [InlineData("docling__text_document_01.odt", "  - bullet list 2.1\n", 0)]
    [InlineData("unst__winter-sports.epub", "# WINTER SPORTS IN SWITZERLAND", 0)]
    [InlineData("unst__fake-email-attachment.eml", "## Attachment: fake-attachment.txt\n\nHey this is a fake attachment!", 0)]
    public void Real_files_say_what_people_see_in_them(string name, string expected, int pages)
    {
        var path = Path.Combine(SharedFiles.Need("documents/good"), name);
        var (document, _) = FileFormats.Parse(File.ReadAllBytes(path), name, new ParseLimits(), _ => { });
        Assert.Contains(expected, document.Text, StringComparison.Ordinal);
        Assert.Equal(pages, document.Pages.Count);
    }

    /// <summary>A document of this body, with a list 1 of two levels: <c>1.</c> and, beginning at b, <c>b)</c>.</summary>
    private static ParsedDocument Word(string body)
    {
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            main.Document = new W.Document(
                $"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"""
                + $"""<w:body>{body}</w:body></w:document>""");
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = new W.Numbering(
                """
                <w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
                <w:abstractNum w:abstractNumId="5">
                <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
                <w:lvl w:ilvl="1"><w:start w:val="2"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
                </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num></w:numbering>
                """);
        }

        return FileFormats.Parse(stream.ToArray(), "a.docx", new ParseLimits(), _ => { }).Document;
    }

    /// <summary>A workbook of one sheet, Ports; style 1 is a date, style 2 a percentage.</summary>
    private static ParsedDocument Sheet(string rows)
    {
        using var stream = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var main = package.AddWorkbookPart();
            var sheet = main.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(
                $"""<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"""
                + $"""<x:sheetData>{rows.Replace("<", "<x:").Replace("<x:/", "</x:")}</x:sheetData></x:worksheet>""");
            main.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(new CellFormats(
                new CellFormat(), new CellFormat { NumberFormatId = 14 }, new CellFormat { NumberFormatId = 9 }));
            main.Workbook = new Workbook(new Sheets(new Sheet { Name = "Ports", SheetId = 1, Id = main.GetIdOfPart(sheet) }));
        }

        return FileFormats.Parse(stream.ToArray(), "a.xlsx", new ParseLimits(), _ => { }).Document;
    }
}
