using Lectern.Server.Indexing.Chunking;

namespace Lectern.Tests.Indexing.Reading;

public sealed class SheetReadingTests
{
    private const string Head = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Region</v></c><c r=\"B1\" t=\"str\"><v>2030</v></c></row>";

    [Fact]
    public void Merged_cells_say_in_each_what_they_hold() => Assert.Equal(
        "## S\n\n| Region | 2030 | 2030 |\n| --- | --- | --- |\n| Region | units | euros |\n| North | 5 | 50 |\n"
        + "| North | 7 | 70 |",
        Text(
            $"<sheetData>{Head}<row r=\"2\">{Texts(2, "", "units", "euros")}</row>"
            + $"<row r=\"3\">{Texts(3, "North", "5", "50")}</row>"
            + $"<row r=\"4\">{Texts(4, "", "7", "70")}</row></sheetData><mergeCells><mergeCell ref=\"B1:C1\"/>"
            + $"<mergeCell ref=\"A1:A2\"/><mergeCell ref=\"A3:A4\"/></mergeCells>"));

    [Fact]
    public void A_merged_title_stands_above_the_table() => Assert.Equal(
        "## S\n\nReport 2031\n\nBranch Velm\n\n| Item | Sum | Note |\n| --- | --- | --- |\n| Coal | 12 | x |",
        Text(
            $"<sheetData><row r=\"1\">{Texts(1, "Report 2031")}</row><row r=\"2\">{Texts(2, "Branch", "Velm")}</row>"
            + $"<row r=\"3\">{Texts(3, "Item", "Sum", "Note")}</row>"
            + $"<row r=\"4\">{Texts(4, "Coal", "12", "x")}</row></sheetData><mergeCells><mergeCell ref=\"A1:C1\"/>"
            + $"</mergeCells>"));

    [Theory]
    [InlineData("<c r=\"A2\"><f>SUM(B2:B3)</f></c>", "=SUM(B2:B3)")]
    [InlineData("<c r=\"A2\" t=\"inlineStr\"><is><t>Quay 4_x000D_ Hall_x005F_B</t></is></c>", "Quay 4 Hall_B")]
    [InlineData(
        "<c r=\"A2\" t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>49</t></r><r><t xml:space=\"preserve\"> 39 m</t></r><r><rPr>"
            + "<vertAlign val=\"superscript\"/></rPr><t>2</t></r></is></c>",
        "~~49~~ 39 m^2")]
    [InlineData("<c r=\"A2\" s=\"1\"><v>45292</v></c>", "2024年1月1日")]
    [InlineData("<c r=\"A2\" s=\"2\"><v>45292</v></c>", "2024-01-01")]
    [InlineData("<c r=\"A2\" s=\"3\"><v>45292</v></c>", "2024年1月1日")]
    [InlineData("<c r=\"A2\" s=\"4\"><v>7</v></c>", "~~7~~")]
    public void Cells_show_what_the_sheet_shows(string cell, string expected)
    {
        const string styles = """
            <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
            <numFmts><numFmt numFmtId="170" formatCode="yyyy年m月d日"/>
            <numFmt numFmtId="171" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
            <fonts><font/><font><strike/></font></fonts>
            <cellXfs><xf/><xf numFmtId="170"/><xf numFmtId="31"/><xf numFmtId="171"/><xf fontId="1"/></cellXfs></styleSheet>
            """;
        var text = Read.Text(
            OfficeFiles.Xlsx(
                $"<sheetData>{Head}<row r=\"2\">{cell}<c r=\"B2\"><v>1</v></c></row></sheetData>", "",
                OfficeFiles.Relation("st", "styles", "styles.xml"), ("xl/styles.xml", styles)),
            "a.xlsx");
        Assert.Contains($"| {expected} | 1 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hidden_sheet_is_named_as_one() => Assert.StartsWith(
        "## S (hidden sheet)", Read.Text(
            OfficeFiles.Xlsx($"<sheetData>{Head}</sheetData>", "state=\"veryHidden\""),
            "a.xlsx"), StringComparison.Ordinal);

    [Fact]
    public void A_long_sheet_repeats_its_head_and_its_passages_have_both_its_rows()
    {
        var rows = string.Concat(Enumerable.Range(3, 7000).Select(i => $"<row r=\"{i}\">{Texts(i, $"P{i}", "5", "6")}</row>"));
        var sheet =
            $"<sheetData>{Head}<row r=\"2\">{Texts(2, "", "units", "euros")}</row>{rows}</sheetData><mergeCells>"
            + $"<mergeCell ref=\"B1:C1\"/><mergeCell ref=\"A1:A2\"/></mergeCells>";
        var document = Read.Document(OfficeFiles.Xlsx(sheet), "a.xlsx");
        Assert.Equal(2, document.Text.Split("| Region | 2030 | 2030 |").Length - 1);
        var chunks = Chunker.Split(document, TokenBudget.Estimated);
        var late = chunks.First(c => document.Text.Substring(c.Start, c.Length).Contains("P4000", StringComparison.Ordinal));
        Assert.Contains("Region | 2030 units | 2030 euros", late.HeadingPath, StringComparison.Ordinal);
        late = chunks.First(c => document.Text.Substring(c.Start, c.Length).Contains("P6500", StringComparison.Ordinal));
        Assert.Contains("Region | 2030", late.HeadingPath, StringComparison.Ordinal);
    }

    private static string Texts(int row, params string[] texts) => string.Concat(
        texts.Select((t, i) => t.Length == 0 ? "" : $"<c r=\"{(char)('A' + i)}{row}\" t=\"str\"><v>{t}</v></c>"));

    private static string Text(string sheet) => Read.Text(OfficeFiles.Xlsx(sheet), "a.xlsx");
}
