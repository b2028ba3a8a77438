using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>A table of a DOCX: cells may span columns (<c>gridSpan</c>), and go on from the row above (<c>vMerge</c>).</summary>
internal static class WordTable
{
    private const int MaxColumns = 1024;

    public static IEnumerable<OpenXmlElement> Cells(TableRow row) =>
        row.Descendants<TableCell>().Where(c => c.Ancestors<TableRow>().FirstOrDefault() == row);

    public static string ToMarkdown(IEnumerable<TableRow> rows, Func<OpenXmlElement, string> text)
    {
        var table = new MarkdownTable();
        var above = new Dictionary<int, string>();
        foreach (var row in rows)
        {
            var cells = new List<GridCell>();
            var column = Math.Clamp(row.TableRowProperties?.GetFirstChild<GridBefore>()?.Val?.Value ?? 0, 0, MaxColumns);
            if (column > 0)
                cells.Add(new GridCell("", column));
            foreach (var cell in Cells(row).Take(MaxColumns))
            {
                var properties = ((TableCell)cell).TableCellProperties;
                var span = Math.Clamp(properties?.GridSpan?.Val?.Value ?? 1, 1, MaxColumns);
                var merge = properties?.VerticalMerge;
                var goesOn = merge is not null && merge.Val?.Value != MergedCellValues.Restart;
                var content = goesOn ? above.GetValueOrDefault(column, "") : text(cell);
                if (merge is null)
                    above.Remove(column);
                else
                    above[column] = content.Length <= 60 ? content : "";
                cells.Add(new GridCell(content, span));
                column += span;
            }

            table.AddRow(cells);
        }

        return table.ToString();
    }
}
