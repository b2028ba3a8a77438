using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>Reads the Markdown tables that documents become: rows by the place of their line.</summary>
internal static partial class SourceTable
{
    private const int MaxHeadRows = 3;
    private const int MaxKey = 60;

    public static IEnumerable<(int Start, int Length, SourceRow Row)> Rows(string table)
    {
        var heads = new List<string[]>();
        var start = 0;
        foreach (var line in table.Split('\n'))
        {
            var cells = line.Trim().Trim('|').Split('|').Select(c => c.Trim()).ToArray();
            if (cells.All(c => c.Length > 0 && c.All(x => x is '-' or ':')))
            {
                // The rule under the head.
            }
            else if (IsHead(cells, heads))
            {
                heads.Add(cells);
            }
            else if (heads.Count > 0 && Row(cells, heads) is { } row)
            {
                yield return (start, line.Length, row);
            }

            start += line.Length + 1;
        }
    }

    private static bool IsHead(string[] cells, List<string[]> heads) =>
        heads.Count < MaxHeadRows && cells.Skip(1).All(c => !Figure().IsMatch(c) || Years().IsMatch(c))
        && (heads.Count == 0 || (heads.Count > 0 && (heads[0][0].Length == 0 || cells[0].Length == 0)));

    private static SourceRow? Row(string[] cells, List<string[]> heads)
    {
        var key = Note().Replace(cells[0], "").Trim(' ', ':', ',');
        if (key.Length is < 3 or > MaxKey || !key.Any(char.IsLetter))
            return null;
        var found = new List<SourceCell>();
        if (heads.TrueForAll(h => h.Where(c => c.Length > 0).Distinct().Count() == 1))
            return null;
        for (var i = 1; i < cells.Length; i++)
        {
            var above = heads.Where(h => i < h.Length).Select(h => Note().Replace(h[i], "").Trim())
                .Where(h => h.Length > 0).Distinct().ToList();
            var year = above.Select(h => Years().Match(h)).FirstOrDefault(m => m.Success)?.Value;
            var label = above.LastOrDefault(h => !Years().IsMatch(h) && h.Any(char.IsLetter)) ?? "";
            var isNegative = i + 1 < cells.Length && cells[i + 1].StartsWith(')');
            if (Figure().IsMatch(cells[i]) && !isNegative && (label.Length > 0 || year is not null))
                found.Add(new SourceCell(label, year, cells[i]));
        }

        return found.Count == 0 ? null : new SourceRow(key, found);
    }

    [GeneratedRegex(@"^[$€£]?\s?\d[\d,]*(?:\.\d+)?\s?%?$")]
    private static partial Regex Figure();

    [GeneratedRegex(@"^(?:FY ?)?(?:19|20)\d\d$")]
    private static partial Regex Years();

    [GeneratedRegex(@"\s*\((?:\d{1,2}|[a-z])\)")]
    private static partial Regex Note();
}
