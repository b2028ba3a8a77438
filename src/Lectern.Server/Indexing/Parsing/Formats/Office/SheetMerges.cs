using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using Lectern.Server.Indexing.Parsing.Formats.Archives;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>
/// The merged cells of a sheet: what stands in the first of them stands for all. The file names them behind the rows, so they are
/// read first. For one reading of the rows, in order.
/// </summary>
internal sealed class SheetMerges
{
    private const int MaxMerges = 200_000;
    private const int MaxColumns = 1024;
    private const int MaxOpen = 1000;

    private readonly FillBudget budget;
    private readonly Dictionary<int, List<Merge>> byRow = [];

    /// <summary>The last row of those that begin in a row.</summary>
    private readonly Dictionary<int, int> bottoms = [];
    private readonly Dictionary<Merge, string> open = [];
    private int openTo;

    public SheetMerges(WorksheetPart part, FillBudget budget)
    {
        this.budget = budget;
        using var xml = XmlReader.Create(part.GetStream(), ZipPackage.Settings);
        for (var count = 0; count < MaxMerges && !xml.EOF;)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheetData" })
            {
                xml.Skip();
                continue;
            }

            if (xml is { NodeType: XmlNodeType.Element, LocalName: "mergeCell" }
                && Merge.Parse(xml.GetAttribute("ref")) is { } merge)
            {
                (byRow.TryGetValue(merge.Top, out var ofRow) ? ofRow : byRow[merge.Top] = []).Add(merge);
                bottoms[merge.Top] = Math.Max(merge.Bottom, bottoms.GetValueOrDefault(merge.Top));
                count++;
            }

            xml.Read();
        }
    }

    /// <summary>Whether a row without cells of its own belongs to the one above.</summary>
    public bool GoesOn(int row) => openTo >= row || bottoms.GetValueOrDefault(row - 1) >= row;

    /// <summary>A row's cells with those that are merged; called for rows that rise.</summary>
    public SortedDictionary<int, string> Filled(int row, SortedDictionary<int, string> cells)
    {
        Open(row, cells);
        if (open.Count == 0)
            return cells;
        var filled = new SortedDictionary<int, string>(cells);
        foreach (var (merge, text) in open)
        {
            for (var column = merge.Left; column <= Math.Min(merge.Right, merge.Left + MaxColumns); column++)
            {
                if (!budget.Take(text))
                {
                    open.Clear();
                    return filled;
                }

                filled.TryAdd(column, text);
            }
        }

        return filled;
    }

    private void Open(int row, SortedDictionary<int, string> cells)
    {
        foreach (var merge in open.Keys.Where(m => m.Bottom < row || m.Top > row).ToList())
            open.Remove(merge);
        foreach (var merge in byRow.GetValueOrDefault(row) ?? [])
        {
            if (open.Count == MaxOpen || !budget.Take(""))
                break;
            if (cells.TryGetValue(merge.Left, out var text) && text.Length <= MarkdownTable.MaxRepeatedCharacters)
                open.TryAdd(merge, text);
        }

        openTo = open.Count == 0 ? 0 : open.Keys.Max(m => m.Bottom);
    }

    private readonly record struct Merge(int Left, int Top, int Right, int Bottom)
    {
        /// <summary>Of a reference such as <c>B1:C2</c>.</summary>
        public static Merge? Parse(string? reference)
        {
            if (reference?.Split(':') is not [var first, var last] || Cell(first) is not { } a || Cell(last) is not { } b)
                return null;
            return a.Column <= b.Column && a.Row <= b.Row ? new Merge(a.Column, a.Row, b.Column, b.Row) : null;
        }

        private static (int Column, int Row)? Cell(string reference)
        {
            var letters = reference.TakeWhile(char.IsAsciiLetterUpper).Count();
            return letters is > 0 and <= 3
                && int.TryParse(reference.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
                ? (SheetReader.Column(reference) ?? 1, row)
                : null;
        }
    }
}
