namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>Finds tables that are ruled in both directions: lines that meet form a grid, and words stand in its cells.</summary>
internal static class GridTables
{
    private const double Meets = 2.5;

    /// <summary>Typeset tables leave room between their upright lines and those across.</summary>
    private const double Reaches = 5;
    private const double MaxBreak = 10;
    private const double SameEdge = 3.5;
    private const int MostLines = 4_000;
    private const int MostColumns = 64;
    private const double OpenSide = 5;

    /// <param name="runs">All of the page; those in a table are taken out.</param>
    public static List<TableRegion> Of(List<TextRun> runs, Rulings rulings)
    {
        var tables = new List<TableRegion>();
        if (rulings.Upright.Count == 0 || rulings.Horizontal.Count == 0
            || rulings.Upright.Count + rulings.Horizontal.Count > MostLines)
            return tables;
        foreach (var grid in Grids(rulings))
        {
            if (Of(grid, runs) is not { } table)
                continue;
            tables.Add(table);
            var taken = table.Runs.Select(r => r.Origin).ToHashSet();
            runs.RemoveAll(taken.Contains);
        }

        return tables;
    }

    /// <summary>
    /// Sets of lines that meet, from the largest on: a frame around everything comes before what it frames, and holds it.
    /// </summary>
    private static IEnumerable<Rulings> Grids(Rulings rulings)
    {
        var (horizontal, upright) = (rulings.Horizontal, rulings.Upright);
        var set = Enumerable.Range(0, horizontal.Count + upright.Count).ToArray();
        for (var v = 0; v < upright.Count; v++)
        {
            var line = upright[v];
            for (var h = FirstBelow(horizontal, line.From - Reaches); h < horizontal.Count
                && horizontal[h].At <= line.To + Reaches; h++)
            {
                if (line.At >= horizontal[h].From - Meets && line.At <= horizontal[h].To + Meets)
                    set[Root(set, h)] = Root(set, horizontal.Count + v);
            }
        }

        // An upright line may be drawn row by row, with room for a line across between.
        for (var v = 1; v < upright.Count; v++)
        {
            for (var before = v - 1; before >= 0 && upright[v].At - upright[before].At <= 1; before--)
            {
                if (upright[v].From - upright[before].To <= MaxBreak && upright[before].From - upright[v].To <= MaxBreak)
                    set[Root(set, horizontal.Count + v)] = Root(set, horizontal.Count + before);
            }
        }

        return Enumerable.Range(0, set.Length).GroupBy(i => Root(set, i))
            .Select(g => Rulings.From(
                [.. g.Where(i => i < horizontal.Count).Select(i => horizontal[i])],
                [.. g.Where(i => i >= horizontal.Count).Select(i => upright[i - horizontal.Count])]))
            .Where(g => g.Horizontal.Count > 0 && g.Upright.Count > 0)
            .OrderBy(g => g.Horizontal.Count + g.Upright.Count);
    }

    private static int FirstBelow(IReadOnlyList<Ruling> lines, double at)
    {
        var (low, high) = (0, lines.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (lines[middle].At < at)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static int Root(int[] set, int i)
    {
        while (set[i] != i)
            i = set[i] = set[set[i]];
        return i;
    }

    private static TableRegion? Of(Rulings grid, List<TextRun> runs)
    {
        var left = Math.Min(grid.Upright[0].At, grid.Horizontal.Min(h => h.From));
        var right = Math.Max(grid.Upright[^1].At, grid.Horizontal.Max(h => h.To));
        var top = Math.Min(grid.Horizontal[0].At, grid.Upright.Min(v => v.From));
        var bottom = Math.Max(grid.Horizontal[^1].At, grid.Upright.Max(v => v.To));
        var edges = Edges(left, right, grid.Upright);
        if (edges.Length < 3 || edges.Length > MostColumns + 1)
            return null;
        var box = new Box(left, top, right, bottom);
        var inside = runs.FindAll(
            r => box.Holds(r.Box.CentreX, r.Box.CentreY) && r.Left > left - r.Size && r.Right < right + r.Size);
        var refined = TableColumns.Refined(edges, inside);
        var table = new TableRegion(box, refined, new ColumnCuts(refined, inside).Cut(inside), grid, IsRuled: true);
        return IsTable(table) ? table : null;
    }

    /// <summary>A table may be open at its sides: its lines across go on beyond its last upright one.</summary>
    private static double[] Edges(double left, double right, IReadOnlyList<Ruling> upright)
    {
        var edges = new List<double>();
        if (upright[0].At - left > OpenSide)
            edges.Add(left);
        foreach (var line in upright)
        {
            if (edges.Count == 0 || line.At - edges[^1] > SameEdge)
                edges.Add(line.At);
        }

        if (right - edges[^1] > OpenSide)
            edges.Add(right);
        return [.. edges];
    }

    /// <summary>Words stand beside each other in it and below each other, and few of them cross its lines.</summary>
    private static bool IsTable(TableRegion table)
    {
        if (table.Runs.Count < 3)
            return false;
        var (crossing, filled) = (0, new HashSet<(int Column, int Row)>());
        var columns = new HashSet<int>();
        foreach (var run in table.Runs)
        {
            foreach (var line in table.Lines.Upright)
                crossing += line.At > run.Left + run.Size && line.At < run.Right - run.Size && line.From < run.Box.CentreY
                    && line.To > run.Box.CentreY
                    ? 1
                    : 0;
            var column = TableColumns.At(table.Edges, run.Box.CentreX);
            columns.Add(column);
            filled.Add((column, run.Row));
        }

        return columns.Count >= 2 && crossing * 10 <= table.Runs.Count && filled.Select(f => f.Row).Distinct().Count() >= 2;
    }
}
