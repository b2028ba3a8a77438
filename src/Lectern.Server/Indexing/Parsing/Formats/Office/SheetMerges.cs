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

    private readonly Dictionary<int, List<Merge>> byRow = [];
    private readonly List<(Merge Merge, string Text)> open = [];
    private int longest;

    public SheetMerges(WorksheetPart part)
    {
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
                longest = Math.Max(longest, merge.Bottom);
                count++;
            }

            xml.Read();
        }
    }

    /// <summary>Whether a row without cells of its own belongs to the one above.</summary>
    public bool GoesOn(int row) => open.Exists(o => o.Merge.Bottom >= row) || Starting(row - 1).Any(m => m.Bottom >= row);

    /// <summary>A row's cells with those that are merged; called for rows that rise.</summary>
    public SortedDictionary<int, string> Filled(int row, SortedDictionary<int, string> cells)
    {
        if (byRow.Count == 0)
            return cells;
        open.RemoveAll(o => o.Merge.Bottom < row || o.Merge.Top > row);
        var filled = new SortedDictionary<int, string>(cells);
        foreach (var merge in Starting(row))
        {
            if (cells.TryGetValue(merge.Left, out var text) && text.Length <= MarkdownTable.MaxRepeatedCharacters
                && !open.Exists(o => o.Merge == merge))
            {
                open.Add((merge, text));
            }
        }

        foreach (var (merge, text) in open.Where(o => o.Merge.Top <= row))
        {
            for (var column = merge.Left; column <= Math.Min(merge.Right, merge.Left + MaxColumns); column++)
                filled.TryAdd(column, text);
        }

        return filled;
    }

    private List<Merge> Starting(int row) => byRow.GetValueOrDefault(row) ?? [];

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
