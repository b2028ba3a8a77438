using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Packaging;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>A chart as a table of what it draws: a row a category, a column a series. Its titles stand before it.</summary>
internal static class ChartText
{
    /// <summary>As many as the programs draw.</summary>
    private const int MaxSeries = 255;

    public static string ToMarkdown(ChartPart part)
    {
        if (part.ChartSpace is not { } space)
            return "";
        var titles = string.Join(
            " / ", space.Descendants<Title>().Select(t => DrawingText.Lines(t).Trim()).Where(t => t.Length > 0));
        var series = space.Descendants()
            .Where(e => e is { LocalName: "ser" })
            .Take(MaxSeries)
            .Select(s => (
                Name: string.Join(' ', Points(s, "tx").Values.DefaultIfEmpty("")),
                Categories: Points(s, "cat", "xVal"),
                Values: Points(s, "val", "yVal")))
            .ToList();
        var table = new MarkdownTable();
        table.AddRow([new GridCell(titles.Length > 0 ? titles : "Chart"), .. series.Select(s => new GridCell(s.Name))]);
        var categories = series.OrderByDescending(s => s.Categories.Count).FirstOrDefault().Categories ?? [];
        foreach (var index in series.SelectMany(s => s.Values.Keys).Concat(categories.Keys).Distinct().Order())
        {
            table.AddRow(
            [
                new GridCell(categories.GetValueOrDefault(index, "")),
                .. series.Select(s => new GridCell(s.Values.GetValueOrDefault(index, ""))),
            ]);
        }

        return table.ToString();
    }

    /// <summary>The cached values of a series' part, by index.</summary>
    private static Dictionary<uint, string> Points(OpenXmlElement series, params string[] names)
    {
        var points = new Dictionary<uint, string>();
        foreach (var part in series.ChildElements.Where(e => names.Contains(e.LocalName)))
        {
            foreach (var value in part.Descendants<NumericValue>())
                points[(value.Parent as StringPoint)?.Index?.Value ?? (value.Parent as NumericPoint)?.Index?.Value ?? 0] =
                    value.Text;
        }

        return points;
    }
}
