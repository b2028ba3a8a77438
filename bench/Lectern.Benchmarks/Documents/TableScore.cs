namespace Lectern.Benchmarks.Documents;

/// <summary>How much of a page's tables stands in what was read.</summary>
/// <param name="Cells">That are expected, without the empty ones.</param>
/// <param name="Found">Of them, those that stand in the row that has most of their row.</param>
/// <param name="Whole">Rows whose cells stand in one row, in order, with the empty cells between them and nothing else.</param>
/// <param name="Missed">The rows that are not whole, and what stands there instead.</param>
internal sealed record TableScore(int Cells, int Found, int Rows, int Whole, IReadOnlyList<string> Missed)
{
    public static TableScore Of(ExpectedTable expected, string markdown)
    {
        var rows = markdown.Split('\n').Where(l => l.StartsWith('|')).Select(CellsOf).ToList();
        var (cells, found, whole) = (0, 0, 0);
        var missed = new List<string>();
        foreach (var row in expected.Rows.Select(r => r.Select(Plain).ToArray()))
        {
            var wanted = row.Where(c => c.Length > 0).ToList();
            var best = rows.MaxBy(r => wanted.Count(r.Contains)) ?? [];
            cells += wanted.Count;
            found += wanted.Count(best.Contains);
            if (rows.Exists(r => IsWhole(row, r)))
                whole++;
            else
                missed.Add($"{string.Join(',', row)}  ≠  {string.Join(" | ", best)}");
        }

        return new TableScore(cells, found, expected.Rows.Count, whole, missed);
    }

    private static bool IsWhole(string[] expected, List<string> row)
    {
        for (var start = 0; start + expected.Length <= row.Count; start++)
        {
            if (expected.SequenceEqual(row.Skip(start).Take(expected.Length)))
                return row.Take(start).Concat(row.Skip(start + expected.Length)).All(c => c.Length == 0);
        }

        var trimmed = expected.AsSpan().TrimEnd("").ToArray();
        return trimmed.Length < expected.Length && IsWhole(trimmed, row);
    }

    private static List<string> CellsOf(string line) =>
        [.. line.Replace(
            "\\|", "\u0001",
            StringComparison.Ordinal)[1..^1].Split('|').Select(c => Plain(c.Replace('\u0001', '|')))];

    /// <summary>
    /// Without spaces, and without the sign before what is raised: one hand writes "F/M" and "cm2", another "F / M" and "cm^2".
    /// </summary>
    private static string Plain(string cell) => string.Concat(cell.Where(c => !char.IsWhiteSpace(c) && c != '^'));
}
