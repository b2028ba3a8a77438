namespace Lectern.Tests.Indexing.Reading;

/// <summary>Makes small office files of what matters in them.</summary>
internal static class OfficeFiles
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Slides = "http://schemas.openxmlformats.org/presentationml/2006/main";

    /// <param name="relations">Of the document, as XML.</param>
    public static byte[] Docx(string body, string relations = "", params (string Name, string Content)[] more) => Package(
        "word/document.xml", "wordprocessingml.document",
        $"<w:document xmlns:w=\"{Word}\" xmlns:r=\"{Relations}\" "
        + $"xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" "
        + "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\">"
        + $"<w:body>{body}</w:body></w:document>",
        relations, more);

    /// <param name="sheet">Its rows, and what follows them.</param>
    /// <param name="state">Of the sheet in the workbook.</param>
    public static byte[] Xlsx(
        string sheet, string state = "", string relations = "", params (string Name, string Content)[] more) => Package(
        "xl/workbook.xml", "spreadsheetml.sheet",
        $"<workbook xmlns=\"{Sheets}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"s1\" {state}/>"
        + $"</sheets></workbook>",
        Relation("s1", "worksheet", "worksheets/sheet1.xml") + relations,
        [("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Sheets}\" xmlns:r=\"{Relations}\">{sheet}</worksheet>"), .. more]);

    public static byte[] Pptx(string shapes, params (string Name, string Content)[] more) => Package(
        "ppt/presentation.xml", "presentationml.presentation",
        $"<p:presentation xmlns:p=\"{Slides}\" xmlns:r=\"{Relations}\"><p:sldIdLst><p:sldId id=\"256\" r:id=\"s1\"/></p:sldIdLst>"
        + $"</p:presentation>",
        Relation("s1", "slide", "slides/slide1.xml"),
        [("ppt/slides/slide1.xml",
            $"<p:sld xmlns:p=\"{Slides}\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
            + $"xmlns:r=\"{Relations}\">"
            + "<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"
            + $"{shapes}</p:spTree></p:cSld></p:sld>"), .. more]);

    /// <summary>A text box on a slide.</summary>
    public static string Box(int x, int y, string paragraph) =>
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"b\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>"
        + $"<a:off x=\"{x}0000\" y=\"{y}0000\"/><a:ext cx=\"2000000\" cy=\"400000\"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/>"
        + $"<a:p>{paragraph}</a:p></p:txBody></p:sp>";

    public static string Relation(string id, string type, string target) =>
        $"<Relationship Id=\"{id}\" Type=\"{Relations}/{type}\" Target=\"{target}\"/>";

    /// <param name="content">Of the body: text, a spreadsheet, slides.</param>
    /// <param name="styles">Automatic ones.</param>
    public static byte[] OpenDocument(string content, string styles = "", params (string Name, string Content)[] more)
    {
        const string names =
            "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:style=\"s\" xmlns:draw=\"d\" xmlns:svg=\"v\" "
            + "xmlns:xlink=\"x\"";
        return OtherFormatTests.Zip(
            [(
                "content.xml",
                $"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
                    + $"<office:body>{content}</office:body></office:document-content>"),
                .. more.Select(m => (m.Name, m.Content.Replace("NAMES", names, StringComparison.Ordinal)))]);
    }

    private static byte[] Package(
        string main, string type, string content, string relations, params (string Name, string Content)[] more)
    {
        var folder = main[..main.IndexOf('/', StringComparison.Ordinal)];
        const string package = "http://schemas.openxmlformats.org/package/2006";
        return OtherFormatTests.Zip(
        [
            ("[Content_Types].xml",
                $"<Types xmlns=\"{package}/content-types\">"
                + $"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Default Extension=\"html\" ContentType=\"text/html\"/>"
                + "<Default Extension=\"docx\" "
                + "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document\"/>"
                + Type("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet") + Type("xl/styles.xml", "spreadsheetml.styles")
                + Type("xl/sharedStrings.xml", "spreadsheetml.sharedStrings")
                + Type("ppt/charts/chart1.xml", "drawingml.chart")
                + Type("word/footnotes.xml", "wordprocessingml.footnotes")
                + Type("word/comments.xml", "wordprocessingml.comments")
                + Type("word/numbering.xml", "wordprocessingml.numbering")
                + Type("ppt/slides/slide1.xml", "presentationml.slide")
                + $"<Override PartName=\"/{main}\" "
                + $"ContentType=\"application/vnd.openxmlformats-officedocument.{type}.main+xml\"/></Types>"),
            (
                "_rels/.rels",
                $"<Relationships xmlns=\"{package}/relationships\">{Relation("r1", "officeDocument", main)}</Relationships>"),
            (main, content),
            (
                $"{folder}/_rels/{Path.GetFileName(main)}.rels",
                $"<Relationships xmlns=\"{package}/relationships\">{relations}</Relationships>"),
            .. more,
        ]);
    }

    private static string Type(string part, string type) =>
        $"<Override PartName=\"/{part}\" ContentType=\"application/vnd.openxmlformats-officedocument.{type}+xml\"/>";
}
