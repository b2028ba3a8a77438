using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>
/// XLSX: a sheet is a page and a heading; what empty rows part is a table of its own, a row with one cell a paragraph. Values
/// are shown as the sheet shows them. Rows are streamed: what a sheet claims to span costs nothing.
/// </summary>
internal static class SheetsFormat
{
    public static void Read(byte[] content, DocumentBuilder builder, Action<int> pageDone)
    {
        using var package = SpreadsheetDocument.Open(new MemoryStream(content, writable: false), isEditable: false);
        var main = package.WorkbookPart ?? throw new UnreadableFileException("The file is damaged: it has no workbook inside.");
        var values = new SheetValues(main);
        var number = 0;
        foreach (var sheet in main.Workbook?.Sheets?.Elements<Sheet>() ?? [])
        {
            builder.StartPage(++number);
            builder.Heading(2, sheet.Name?.Value ?? $"Sheet {number}");
            if (sheet.Id?.Value is { } id && main.TryGetPartById(id, out var part))
            {
                if (part is WorksheetPart worksheet)
                    new SheetReader(worksheet, values, builder, () => pageDone(number)).Read();
                else if (part is ChartsheetPart { DrawingsPart: { } drawings })
                    SheetReader.Charts(drawings, builder);
            }

            pageDone(number);
        }
    }
}

/// <summary>Reads one sheet; for one use.</summary>
internal sealed partial class SheetReader(WorksheetPart part, SheetValues values, DocumentBuilder builder, Action sign)
{
    /// <summary>Excel's own limits.</summary>
    private const int MaxColumns = 16_384;
    private const int RowsBetweenSigns = 1000;

    /// <summary>A region is written as a table when it is this long, and goes on as the next: memory stays bounded.</summary>
    private const int MaxRegionRows = 5000;

    /// <summary>A single column of fewer rows is text, no table.</summary>
    private const int MinListRows = 3;

    private const int MaxHeaderRows = 6;
    private const int MinHeadedColumns = 3;

    private readonly List<SortedDictionary<int, string>> region = [];
    private int emptyRows;

    public void Read()
    {
        using (var reader = OpenXmlReader.Create(part))
            Rows(reader);
        Flush();
        foreach (var comment in part.WorksheetCommentsPart?.Comments?.Descendants<Comment>() ?? [])
            builder.Add(BlockKind.Paragraph, $"[Comment on {comment.Reference?.Value}: {comment.InnerText}]");
        if (part.DrawingsPart is { } drawings)
            Charts(drawings, builder);
    }

    public static void Charts(DrawingsPart drawings, DocumentBuilder builder)
    {
        foreach (var shape in drawings.WorksheetDrawing?.Descendants<DocumentFormat.OpenXml.Drawing.Spreadsheet.TextBody>() ?? [])
            builder.Add(BlockKind.Paragraph, DrawingText.Lines(shape));
        foreach (var chart in drawings.ChartParts)
            builder.Add(BlockKind.Table, ChartText.ToMarkdown(chart));
    }

    private void Rows(OpenXmlReader reader)
    {
        var row = 0;
        var column = 0;
        SortedDictionary<int, string>? cells = null;
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Row))
            {
                if (reader.IsStartElement)
                {
                    var next = Number(reader, row + 1);
                    emptyRows += next - row - 1;
                    (row, column, cells) = (next, 0, []);
                    if (row % RowsBetweenSigns == 0)
                        sign();
                }
                else
                {
                    End(cells);
                    cells = null;
                }
            }
            else if (reader.ElementType == typeof(Cell) && reader.IsStartElement && cells is not null)
            {
                var cell = (Cell)reader.LoadCurrentElement()!;
                column = Column(cell.CellReference?.Value) ?? column + 1;
                if (column <= MaxColumns && values.Text(cell) is { Length: > 0 } text)
                    cells[column] = text;
            }
            else if (reader.ElementType == typeof(HeaderFooter) && reader.IsStartElement)
            {
                Flush();
                foreach (var side in reader.LoadCurrentElement()!.ChildElements)
                    builder.Add(BlockKind.Paragraph, HeaderCode().Replace(side.InnerText, " ").Trim());
            }
        }
    }

    private void End(SortedDictionary<int, string>? cells)
    {
        if (cells is not { Count: > 0 })
        {
            emptyRows++;
            return;
        }

        if (emptyRows > 0 && !(emptyRows == 1 && IsHeaderOf(cells)))
            Flush();
        emptyRows = 0;
        region.Add(cells);
        if (region.Count == MaxRegionRows)
            Flush();
    }

    /// <summary>
    /// Whether what was read since the last empty row heads the columns of this row, with an empty one between.
    /// </summary>
    private bool IsHeaderOf(SortedDictionary<int, string> cells) =>
        region.Count is > 0 and <= MaxHeaderRows && cells.Count >= MinHeadedColumns && cells.Keys.All(region[^1].ContainsKey);

    /// <summary>Writes the rows since the last empty one. What stands alone in its row above the table is its title.</summary>
    private void Flush()
    {
        var first = 0;
        if (region.Count < MinListRows || region.Any(r => r.Count > 1))
        {
            while (first < region.Count && region[first].Count == 1)
                builder.Add(BlockKind.Paragraph, region[first++].Values.First());
        }

        if (first < region.Count)
        {
            var columns = region.Skip(first).SelectMany(r => r.Keys).Distinct().Order().ToList();
            var table = new MarkdownTable();
            foreach (var row in region.Skip(first))
                table.AddRow(columns.Select(c => new GridCell(row.GetValueOrDefault(c, ""))));
            builder.Add(BlockKind.Table, table.ToString());
        }

        region.Clear();
    }

    private static int Number(OpenXmlReader reader, int fallback)
    {
        foreach (var attribute in reader.Attributes)
        {
            if (attribute.LocalName == "r" && int.TryParse(attribute.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
        }

        return fallback;
    }

    /// <summary>Such as <c>&amp;C</c> (centre), <c>&amp;"Arial,Bold"</c>, <c>&amp;12</c>, <c>&amp;P</c> (page number).</summary>
    [GeneratedRegex("""&(?:"[^"]*"|[0-9]+|K[0-9A-F]{6}|.)""", RegexOptions.None, 1000)]
    private static partial Regex HeaderCode();

    /// <summary>Of a reference such as <c>AB12</c>: 28.</summary>
    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(c) || column > MaxColumns)
                break;
            column = (column * 26) + c - 'A' + 1;
        }

        return column == 0 ? null : column;
    }
}
