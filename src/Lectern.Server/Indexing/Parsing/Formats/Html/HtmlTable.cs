using System.Globalization;
using AngleSharp.Dom;

namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>A table as Markdown rows; a cell is one line, and a table in it too.</summary>
internal sealed class HtmlTable(HtmlStyles styles, int depth)
{
    /// <summary>A cell with more text than this is a part of a page.</summary>
    private const int MaxInnerCharacters = 600;

    private const int MaxSpan = 1000;

    /// <summary>
    /// Whether its rows say something. One with a single cell, or with large tables inside, lays a page out and holds its text.
    /// </summary>
    public static bool IsData(IElement table)
    {
        if (table.GetAttribute("role") is "presentation" or "none")
            return false;
        var rows = Rows(table).Select(r => r.Children.Where(IsCell).ToList()).Where(r => r.Count > 0).ToList();
        if (rows.Sum(r => r.Count) < 2)
            return false;
        var holders = rows.SelectMany(r => r).Where(c => c.QuerySelector("table") is not null).ToList();
        if (holders.Count == 0)
            return true;
        return holders.TrueForAll(IsSmall)
            && (rows.Any(r => r.Exists(c => c.LocalName == "th")) || rows.Count(r => r.Count > 1) > 1);
    }

    /// <summary>Its tables are an entry's own lines, no part of a page.</summary>
    private static bool IsSmall(IElement holder) => holder.TextContent.Length <= MaxInnerCharacters
        && holder.QuerySelector("h1, h2, h3") is null
        && holder.QuerySelectorAll("table").All(t => t.QuerySelector("table") is null);

    public void Add(IElement table, DocumentBuilder builder)
    {
        if (table.Children.FirstOrDefault(c => c.LocalName == "caption") is { } caption)
            builder.Add(BlockKind.Paragraph, HtmlWalker.Line(caption, styles, depth));
        var rows = new MarkdownTable();
        foreach (var row in Shown(table))
        {
            rows.AddRow(row.Children.Where(IsCell).Where(c => styles.Of(c).IsGone != true && !c.HasAttribute("hidden"))
                .Select(c => new GridCell(HtmlWalker.Line(c, styles, depth), Span(c, "colspan"), Span(c, "rowspan"))));
        }

        builder.Add(BlockKind.Table, rows.ToString());
    }

    /// <summary>A table inside a cell: its rows, one after the other.</summary>
    public string InLine(IElement table) => string.Join("; ", Shown(table).Select(InLineRow).Where(t => t.Length > 0));

    private string InLineRow(IElement row) => string.Join(
        ' ', row.Children.Where(IsCell).Select(c => HtmlWalker.Line(c, styles, depth)).Where(t => t.Length > 0));

    private IEnumerable<IElement> Shown(IElement table) =>
        Rows(table).Where(r => !r.HasAttribute("hidden") && styles.Of(r).IsGone != true);

    /// <summary>Its own, not those of tables inside; the foot is shown last, wherever it is written.</summary>
    private static IEnumerable<IElement> Rows(IElement table) => table.Children
        .Where(c => c.LocalName is "tr" or "tbody" or "thead")
        .Concat(table.Children.Where(c => c.LocalName == "tfoot"))
        .SelectMany(c => c.LocalName == "tr" ? [c] : c.Children.Where(r => r.LocalName == "tr"));

    private static bool IsCell(IElement element) => element.LocalName is "td" or "th";

    /// <summary>A span of 0 rows reaches to the end.</summary>
    private static int Span(IElement cell, string name) =>
        int.TryParse(cell.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var span)
            ? span == 0 ? name == "rowspan" ? MaxSpan : 1 : Math.Min(span, MaxSpan)
            : 1;
}
