using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Indexing.Parsing.Formats.Html;

namespace Lectern.Tests.Indexing.Reading;

/// <summary>What is bounded for the sake of hostile files says in honest ones what it said.</summary>
public sealed class BoundedReadingTests
{
    [Theory]
    [InlineData("<table><tr><td><div>a<td><div>b<tr><td><div>c</table>", 300)]
    [InlineData("<ul><li><div>a<li><div>b</ul>", 300)]
    [InlineData("<p><span>a<p><b>b</b><p><i>c", 300)]
    [InlineData("<svg><title>t</title><path d='M0 0'/><g><use href='#a'/></g></svg><script>if (a<b) c('<div>')</script>", 300)]
    [InlineData("<td><font>a</font></td>", 3000)]
    public void A_careless_page_is_parsed_as_it_is(string part, int times)
    {
        var page = string.Concat(Enumerable.Repeat(part, times));
        Assert.Same(page, HtmlNesting.Bounded(page));
    }

    [Fact]
    public void What_nests_deeper_than_any_page_keeps_its_text()
    {
        var page = string.Concat(Enumerable.Range(0, 2000).Select(i => $"<div>w{i}")) + "<p>end";
        var text = Read.Text(page, "a.html");
        Assert.Equal(2001, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.EndsWith("w1999\nend", text.Replace("\n\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_that_stay_open_over_all_paragraphs_lose_their_look_not_what_is_struck()
    {
        var open = string.Concat(Enumerable.Range(0, 500).Select(i => $"<font size={i}>"));
        var text = Read.Text($"<p>{open}a</p>{string.Concat(Enumerable.Repeat("<p>b", 500))}<p>was <s>12</s> 9", "a.html");
        Assert.StartsWith("a\n\nb\n\nb", text, StringComparison.Ordinal);
        Assert.EndsWith("b\n\nwas ~~12~~ 9", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_and_cells_that_a_sheet_names_once_stand_as_often_as_they_are_shown() => Assert.Equal(
        "| port | depth | depth |\n| --- | --- | --- |\n| Bergen | 12 | 12 |\n| Bergen | 12 | 12 |\n| Bergen | 12 | 12 |",
        Read.Text(
            OfficeFiles.OpenDocument(
                "<office:spreadsheet><table:table><table:table-row><table:table-cell><text:p>port</text:p></table:table-cell>"
                + "<table:table-cell table:number-columns-repeated=\"2\"><text:p>depth</text:p></table:table-cell>"
                + "</table:table-row>"
                + "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell><text:p>Bergen</text:p></table:table-cell>"
                + "<table:table-cell table:number-columns-repeated=\"2\"><text:p>12</text:p></table:table-cell></table:table-row>"
                + "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/></table:table-row>"
                + "</table:table></office:spreadsheet>"),
            "a.ods").Split("\n\n")[^1]);

    [Fact]
    public void A_label_over_many_rows_is_said_in_each()
    {
        var table = new MarkdownTable();
        table.AddRow([new GridCell("harbour"), new GridCell("day"), new GridCell("tide")]);
        table.AddRow([new GridCell("Bergen", RowSpan: 400), new GridCell("1"), new GridCell("0.1")]);
        for (var day = 2; day <= 400; day++)
            table.AddRow([new GridCell($"{day}"), new GridCell($"0.{day}")]);
        Assert.EndsWith("| Bergen | 400 | 0.400 |", table.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_that_nests_without_end_is_text() =>
        Assert.Equal(new string('>', 400) + " a\n\nb", Read.Text(new string('>', 400) + " a\n\nb", "a.md"));

    [Fact]
    public void A_line_of_JSON_that_would_say_a_long_name_with_every_value_stands_as_it_was_written()
    {
        var line = $"{{\"{new string('n', 400)}\":[{string.Join(',', Enumerable.Range(0, 200))}]}}";
        Assert.Equal($"t: a, t: b\n{line}", Read.Text($"{{\"t\":[\"a\",\"b\"]}}\n{line}\n", "a.jsonl"));
    }

    [Fact]
    public void A_note_that_is_named_twice_is_written_once() => Assert.Equal(
        "a[^fn2]\n\n[^fn2]: deep\n\nb[^fn2]",
        Read.Text(
            OfficeFiles.Docx(
                Paragraph("a", 2) + Paragraph("b", 2), OfficeFiles.Relation("n", "footnotes", "footnotes.xml"),
                ("word/footnotes.xml", "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                    + "<w:footnote w:id=\"2\"><w:p><w:r><w:t>deep</w:t></w:r></w:p></w:footnote></w:footnotes>")),
            "a.docx"));

    private static string Paragraph(string text, int note) =>
        $"<w:p><w:r><w:t>{text}</w:t><w:footnoteReference w:id=\"{note}\"/></w:r></w:p>";
}
