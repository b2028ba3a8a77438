using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Indexing.Parsing;

namespace Lectern.Tests.Indexing.Pdf;

/// <summary>What near a page's edge is furniture, and what is text.</summary>
public sealed class PdfMarginTests
{
    [Fact]
    public void Headers_that_differ_in_a_number_that_is_not_the_pages_are_text()
    {
        var document = Pages(5, (sheet, page) => sheet
            .Text(50, 810, $"Bill {4100 + (page * 37)}").Text(350, 810, $"Sum due: {900 - (page * 13)}.50 crowns")
            .Text(50, 24, $"Voucher {70 + (page * page)}"));
        var passages = Passages(document);
        for (var page = 1; page <= 5; page++)
        {
            Assert.Contains($"Bill {4100 + (page * 37)}", passages, StringComparison.Ordinal);
            Assert.Contains($"{900 - (page * 13)}.50", passages, StringComparison.Ordinal);
            Assert.Contains($"Voucher {70 + (page * page)}", passages, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Page {0}")]
    [InlineData("Harbour rules – {0} of 9 – 2031")]
    [InlineData("{1}")]
    public void Headers_that_count_the_pages_are_in_no_passage(string footer)
    {
        string[] roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
        var document = Pages(6, (sheet, page) => sheet.Text(250, 24, string.Format(null, footer, page + 2, roman[page + 1])));
        Assert.Equal(6, document.Blocks.Count(b => b.Kind == BlockKind.Margin));
    }

    [Fact]
    public void A_number_that_rises_twice_as_fast_counts_no_pages()
    {
        var document = Pages(6, (sheet, page) => sheet.Text(250, 24, $"Crate {page * 2}"));
        Assert.DoesNotContain(document.Blocks, b => b.Kind == BlockKind.Margin);
    }

    [Fact]
    public void A_table_at_the_pages_edge_is_no_header()
    {
        var document = Pages(4, (sheet, _) => sheet
            .Text(50, 820, "Boat").Text(200, 820, "Tons").Text(50, 808, "Marta").Text(200, 808, "41").Text(50, 796, "Gull")
            .Text(200, 796, "7"));
        Assert.Equal(4, document.Blocks.Count(b => b.Kind == BlockKind.Table));
    }

    private static ParsedDocument Pages(int pages, Action<PdfSheet, int> margins)
    {
        var sheet = new PdfSheet();
        for (var page = 1; page <= pages; page++)
        {
            if (page > 1)
                sheet.NextPage();
            margins(sheet, page);
            for (var line = 0; line < 12; line++)
                sheet.Text(
                    50, 600 - (line * 14), $"Text of leaf {(char)('a' + page)}, line {(char)('a' + line)}, about the harbour");
        }

        return sheet.Read();
    }

    private static string Passages(ParsedDocument document) =>
        string.Join('\n', Chunker.Split(document, TokenBudget.Estimated).Select(c => document.Text.Substring(c.Start, c.Length)));
}
