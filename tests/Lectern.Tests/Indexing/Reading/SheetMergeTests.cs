using DocumentFormat.OpenXml.Packaging;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Indexing.Parsing.Formats.Office;

namespace Lectern.Tests.Indexing.Reading;

/// <summary>What merged cells may cost, however many there are and however far they reach.</summary>
public sealed class SheetMergeTests
{
    [Fact]
    public void Cells_are_filled_while_there_is_a_budget()
    {
        var (filled, asked) = Fill(["A1:XFD3000"], 3000, 100_000);
        Assert.InRange(filled, 5_000, 100_000);
        Assert.Equal(3000, asked);
    }

    [Fact]
    public void Cells_are_filled_in_full_below_it() =>
        Assert.Equal(4 * 100, Fill(["A1:D100"], 100, 100_000).Filled);

    /// <summary>Merges that lie over each other fill nothing, and are not gone through row for row.</summary>
    [Fact]
    public void Merges_over_each_other_use_it_up_too()
    {
        var merges = Enumerable.Range(0, 20_000).Select(i => $"A1:D{100_000 + i}").ToList();
        Assert.InRange(Fill(merges, 2000, 1_000_000).Filled, 4, 4 * 2000 - 1);
    }

    private static (int Filled, int Rows) Fill(IReadOnlyList<string> ranges, int rows, int budget)
    {
        var merges = string.Concat(ranges.Select(r => $"<mergeCell ref=\"{r}\"/>"));
        using var package = SpreadsheetDocument.Open(
            new MemoryStream(OfficeFiles.Xlsx($"<sheetData/><mergeCells>{merges}</mergeCells>")), isEditable: false);
        var reading = new SheetMerges(package.WorkbookPart!.WorksheetParts.Single(), new FillBudget(budget));
        var (filled, read) = (0, 0);
        for (var row = 1; row <= rows; row++, read++)
            filled += reading.Filled(row, row == 1 ? new() { [1] = "x" } : []).Count;
        return (filled, read);
    }
}
