using System.Text;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Lectern.Tests.Indexing;

public sealed class FormatTests
{
    static FormatTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void Two_columns_of_a_PDF_do_not_interleave()
    {
        var pdf = new PdfDocumentBuilder();
        var font = pdf.AddStandard14Font(Standard14Font.Helvetica);
        var page = pdf.AddPage(595, 842);
        for (var line = 0; line < 12; line++)
        {
            page.AddText($"left column words number {line}", 9, new PdfPoint(50, 750 - (line * 12)), font);
            page.AddText($"right column words number {line}", 9, new PdfPoint(330, 750 - (line * 12)), font);
        }

        var document = Parse(pdf.Build(), "two.pdf");
        Assert.True(document.Text.LastIndexOf("left", StringComparison.Ordinal) < document.Text.IndexOf("right",
            StringComparison.Ordinal));
        Assert.Contains("number 0 left column words number 1", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_are_known_and_one_without_text_is_named()
    {
        var pdf = new PdfDocumentBuilder();
        var font = pdf.AddStandard14Font(Standard14Font.Helvetica);
        pdf.AddPage(595, 842).AddText("The first page", 12, new PdfPoint(50, 700), font);
        pdf.AddPage(595, 842);
        pdf.AddPage(595, 842).AddText("The third page", 12, new PdfPoint(50, 700), font);
        var document = Parse(pdf.Build(), "pages.pdf");
        Assert.Equal([2], document.PagesWithoutText);
        Assert.Equal("The third page", document.Text.Substring(document.Pages[2].Start, document.Pages[2].Length));
        Assert.Equal([1, 3], document.Blocks.Select(b => b.Page));
    }

    [Fact]
    public void Web_pages_become_headings_lists_and_tables_without_what_is_hidden()
    {
        var document = Parse(
            """
            <html><head><title>T</title><style>p{}</style></head><body><h1>Ferry</h1><script>alert(1)</script>
            <p>It <b>sails</b> at <i>noon</i>.</p><div style="display: none">hidden words</div><ul><li>one</li><li>two</li></ul>
            <table><tr><th>Port</th><th>Time</th></tr><tr><td>Bergen</td><td>12|30</td></tr></table><pre>x = 1</pre></body></html>
            """u8.ToArray(),
            "page.html");
        Assert.Equal(
            "# Ferry\n\nIt sails at noon.\n\n- one\n- two\n\n| Port | Time |\n| --- | --- |\n| Bergen | 12\\|30 |\n\n```\nx = 1\n"
            + "```",
            document.Text);
        Assert.Equal(
            [BlockKind.Heading, BlockKind.Paragraph, BlockKind.ListItem, BlockKind.ListItem, BlockKind.Table, BlockKind.Code],
            document.Blocks.Select(b => b.Kind));
    }

    [Theory]
    [InlineData("<html><body><script>x</script>loose words</body></html>", "loose words")]
    [InlineData("<p>a</p>tail <b>bold</b>", "a\n\ntail bold")]
    [InlineData("<div>one<div>two</div>three</div>", "one\n\ntwo\n\nthree")]
    [InlineData("<ul><li>a<ul><li>b</li></ul></li></ul>end", "- a\n  - b\n\nend")]
    public void No_text_of_a_web_page_is_lost(string html, string expected) =>
        Assert.Equal(expected, Parse(Encoding.UTF8.GetBytes(html), "a.html").Text);

    [Fact]
    public void A_PDF_with_garbage_before_its_header_is_read()
    {
        var pdf = new PdfDocumentBuilder();
        pdf.AddPage(595, 842).AddText("Found it", 12, new PdfPoint(50, 700), pdf.AddStandard14Font(Standard14Font.Helvetica));
        Assert.Equal("Found it", Parse([.. Enumerable.Repeat((byte)7, 2048), .. pdf.Build()], "g.pdf").Text);
    }

    [Fact]
    public void Markdown_keeps_what_was_written()
    {
        var document = Parse(
            "---\ntitle: x\n---\n# One\n\ntext *with* marks\n\n1. a\n2. b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"u8.ToArray(),
            "a.md");
        Assert.Contains("text *with* marks", document.Text, StringComparison.Ordinal);
        Assert.Contains("| a | b |\n|---|---|\n| 1 | 2 |", document.Text, StringComparison.Ordinal);
        Assert.Equal(BlockKind.Table, document.Blocks[^1].Kind);
    }

    [Theory]
    [InlineData("a | b\n--|--\n1 | 2", true)]
    [InlineData("|a|\r\n|:-:|\r\n|1|", true)]
    [InlineData("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+", true)]
    [InlineData("a | b\nc | d", false)]
    [InlineData("5 - 3\n- - -\n", false)]
    public void Tables_in_Markdown_are_told_by_the_row_under_their_head(string text, bool isTable) => Assert.Equal(
        isTable ? BlockKind.Table : BlockKind.Paragraph, Parse(Encoding.UTF8.GetBytes(text), "a.md").Blocks[0].Kind);

    [Fact]
    public void A_table_stands_apart_from_a_paragraph_above_it()
    {
        var document = Parse("Prices:\n| a | b |\n|---|---|\n| 1 | 2 |\n"u8.ToArray(), "a.md");
        Assert.Equal([BlockKind.Paragraph, BlockKind.Table], document.Blocks.Select(b => b.Kind));
        Assert.Equal("Prices:\n\n| a | b |\n|---|---|\n| 1 | 2 |", document.Text);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-32", true)]
    [InlineData("utf-32", false)]
    [InlineData("windows-1252", false)]
    public void Text_of_any_encoding_is_read(string name, bool mark)
    {
        const string text = "Grüße aus Zürich – “quoted” naïve café, and enough plain words around them to look like a text.";
        var encoding = Encoding.GetEncoding(name);
        var bytes = encoding.GetBytes(text);
        Assert.Equal(text, Parse(mark ? [.. encoding.Preamble, .. bytes] : bytes, "a.txt").Text);
    }

    [Fact]
    public void A_declared_encoding_is_believed()
    {
        var html = Encoding.GetEncoding(
            "shift_jis").GetBytes("<html><head><meta charset=\"Shift_JIS\"></head><body><p>東京の天気</p></body></html>");
        Assert.Equal("東京の天気", Parse(html, "a.html").Text);
    }

    [Fact]
    public void Control_characters_and_lone_surrogates_do_not_reach_the_text()
    {
        var words = string.Concat(Enumerable.Repeat("plain words ", 20)).TrimEnd();
        var document = Parse(Encoding.UTF8.GetBytes($"a\0b\u0007c\r\nd\re\u2028f \uFFFD{words}"), "a.txt");
        Assert.Equal($"abc\nd\ne\nf \uFFFD{words}", document.Text);
    }

    [Theory]
    [InlineData("a.pdf", "", "empty")]
    [InlineData("a.txt", " \n ", "no text")]
    [InlineData("a.docx", "PK\u0003\u0004rest", "damaged")]
    [InlineData("a.pdf", "%PDF-1.7\ngarbage", "damaged")]
    public void What_cannot_be_read_says_why(string name, string content, string reason)
    {
        var e = Assert.Throws<UnreadableFileException>(() => Parse(Encoding.Latin1.GetBytes(content), name));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    private static ParsedDocument Parse(byte[] content, string name) =>
        FileFormats.Parse(content, name, new ParseLimits(), _ => { }).Document;
}
