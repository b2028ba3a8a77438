using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Lectern.Server.Indexing.Parsing.Formats.Data;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>Reads one sheet; for one use.</summary>
/// <param name="read">Parts of the file that were read: several sheets may name the same.</param>
internal sealed partial class SheetReader(
    WorksheetPart part, SheetValues values, FillBudget budget, DocumentBuilder builder, HashSet<OpenXmlPart> read, Action sign)
{
    /// <summary>Excel's own limits.</summary>
    private const int MaxColumns = 16_384;
    private const int RowsBetweenSigns = 1000;

    /// <summary>A region is written as a table when it is this long, and goes on as the next: memory stays bounded.</summary>
    private const int MaxRegionRows = 5000;
    private const int MaxRegionCharacters = 1_000_000;

    /// <summary>Where only one in so many of very many cells is filled, each says its column instead.</summary>
    private const int SparseFrom = 1_000_000;
    private const int FewestFilled = 200;

    /// <summary>A single column of fewer rows is text, no table.</summary>
    private const int MinListRows = 3;

    private const int MaxHeaderRows = 6;
    private const int MinHeadedColumns = 3;

    private readonly List<(int Row, SortedDictionary<int, string> Cells)> region = [];
    private readonly SheetMerges merges = new(part, budget);
    private List<GridCell>? head;
    private List<int> headColumns = [];
    private int emptyRows;
    private long characters;

    public void Read()
    {
        using (var reader = OpenXmlReader.Create(part))
            Rows(reader);
        Flush();
        if (part.WorksheetCommentsPart is null || read.Add(part.WorksheetCommentsPart))
        {
            foreach (var comment in SheetComments.Of(part))
                builder.Add(BlockKind.Paragraph, comment);
        }

        if (part.DrawingsPart is { } drawings && read.Add(drawings))
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
        while (!builder.IsFull && reader.Read())
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
                    End(row, cells);
                    cells = null;
                }
            }
            else if (reader.ElementType == typeof(Cell) && reader.IsStartElement && cells is not null)
            {
                var cell = (Cell)reader.LoadCurrentElement()!;
                column = Column(cell.CellReference?.Value) ?? column + 1;
                if (column <= MaxColumns && characters < MaxRegionCharacters + builder.Limits.MaxCharacters
                    && values.Text(cell) is { Length: > 0 } text)
                {
                    cells[column] = text;
                    characters += text.Length;
                    budget.Earn(text);
                }
            }
            else if (reader.ElementType == typeof(HeaderFooter) && reader.IsStartElement)
            {
                Flush();
                foreach (var side in reader.LoadCurrentElement()!.ChildElements)
                    builder.Add(BlockKind.Paragraph, HeaderCode().Replace(side.InnerText, " ").Trim());
            }
        }
    }

    private void End(int row, SortedDictionary<int, string>? cells)
    {
        if (cells is not { Count: > 0 })
        {
            emptyRows += merges.GoesOn(row) ? 0 : 1;
            return;
        }

        if (emptyRows > 0 && !(emptyRows == 1 && IsHeaderOf(cells)))
            Flush();
        emptyRows = 0;
        region.Add((row, cells));
        if (region.Count == MaxRegionRows || characters > MaxRegionCharacters)
            Write(goesOn: true);
    }

    /// <summary>
    /// Whether what was read since the last empty row heads the columns of this row, with an empty one between.
    /// </summary>
    private bool IsHeaderOf(SortedDictionary<int, string> cells) =>
        region.Count is > 0 and <= MaxHeaderRows && cells.Count >= MinHeadedColumns
            && cells.Keys.All(region[^1].Cells.ContainsKey);

    private void Flush()
    {
        Write(goesOn: false);
        (head, headColumns) = (null, []);
    }

    /// <summary>Writes the rows since the last empty one. What stands above the table's head is its title.</summary>
    private void Write(bool goesOn)
    {
        var first = head is null ? Titles() : 0;
        for (var i = 0; i < first; i++)
            builder.Add(BlockKind.Paragraph, string.Join(' ', region[i].Cells.Values));
        var rows = region.Skip(first).Select(r => (r.Row, Cells: merges.Filled(r.Row, r.Cells))).ToList();
        region.Clear();
        characters = 0;
        if (rows.Count == 0)
            return;
        var columns = rows.SelectMany(r => r.Cells.Keys).Concat(headColumns).Distinct().Order().ToList();
        var table = new MarkdownTable();
        var isSparse = (long)columns.Count * rows.Count is > SparseFrom and var room
            && rows.Sum(r => (long)r.Cells.Count) * FewestFilled < room;
        if (head is not null)
            table.AddRow(columns.Select(c => headColumns.IndexOf(c) is >= 0 and var at ? head[at] : new GridCell("")));
        foreach (var (_, cells) in rows)
        {
            var last = cells.Keys.LastOrDefault();
            table.AddRow(isSparse ? cells.Select(c => new GridCell($"{Letters(c.Key)}: {c.Value}"))
                : columns.TakeWhile(c => c <= last).Select(c => new GridCell(cells.GetValueOrDefault(c, ""))));
        }

        if (goesOn && head is null)
            (head, headColumns) = (columns.ConvertAll(c => new GridCell(rows[0].Cells.GetValueOrDefault(c, ""))), columns);
        builder.Add(BlockKind.Table, table.ToString());
    }

    /// <summary>How many rows stand above the head: those of one cell, and pairs of a name and a value.</summary>
    private int Titles()
    {
        if (region.Count >= MinListRows && region.TrueForAll(r => r.Cells.Count == 1))
            return 0;
        var first = 0;
        while (first < region.Count && region[first].Cells.Count == 1)
            first++;
        var sample = region.Skip(first).Take(TableTitles.SampleRows).Select(r => merges.Filled(r.Row, r.Cells)).ToList();
        var columns = sample.SelectMany(r => r.Keys).Distinct().Order().ToList();
        return first + TableTitles.Count([.. sample.Select(r => columns.ConvertAll(c => r.GetValueOrDefault(c, "")))]);
    }

    private static int Number(OpenXmlReader reader, int fallback)
    {
        foreach (var attribute in reader.Attributes)
        {
            if (attribute.LocalName == "r"
                && int.TryParse(attribute.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
        }

        return fallback;
    }

    /// <summary>Such as <c>&amp;C</c> (centre), <c>&amp;"Arial,Bold"</c>, <c>&amp;12</c>, <c>&amp;P</c> (page number).</summary>
    [GeneratedRegex("""&(?:"[^"]*"|[0-9]+|K[0-9A-F]{6}|.)""", RegexOptions.None, 1000)]
    private static partial Regex HeaderCode();

    /// <summary>28 is AB.</summary>
    private static string Letters(int column) =>
        column == 0 ? "" : Letters((column - 1) / 26) + (char)('A' + ((column - 1) % 26));

    /// <summary>Of a reference such as <c>AB12</c>: 28.</summary>
    public static int? Column(string? reference)
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
