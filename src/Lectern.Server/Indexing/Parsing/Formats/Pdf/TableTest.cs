namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>Decides whether rows of runs are a table, and where it begins and ends.</summary>
internal static class TableTest
{
    private const double TightPitch = 1.45;
    private const double Filled = 0.35;
    private const double AlignedWithin = 0.6;
    private const double Aligned = 0.65;
    private const double Beyond = 30;
    private const double LongestLine = 1.6;
    private const double MostCrossing = 0.25;
    private const double LineCovers = 0.75;
    private const int ManyWords = 4;

    public static TableRegion? Of(List<List<TextRun>> rows, Rulings rulings)
    {
        var first = rows.FindIndex(r => r.Count > 1);
        var last = rows.FindLastIndex(r => r.Count > 1);
        if (first < 0 || first == last)
            return null;
        if (TableColumns.Of(rows.GetRange(first, last - first + 1).FindAll(r => r.Count > 1)) is not { } edges)
            return null;
        var all = rows.SelectMany(r => r).ToList();
        var cuts = new ColumnCuts(edges, all);
        rows = rows.ConvertAll(cuts.Cut);
        edges = TableColumns.Adjusted(edges, [.. rows.SelectMany(r => r)]);
        var lines = Lines(rulings, rows, first, last, edges);
        var isLined = lines.Horizontal.Any(h => h.At > rows[first][0].Base
            && h.At < rows[last][0].Base + (rows[last][0].Size * 2.5) && h.Covers(edges[0], edges[^1]) > LineCovers);
        while (first > 0 && IsAbove(rows[first - 1], rows[first], edges, isLined ? lines : Rulings.None))
            first--;
        while (last + 1 < rows.Count && IsBelow(rows[last], rows[last + 1], edges, lines))
            last++;
        var inside = rows.GetRange(first, last - first + 1);
        if (!IsTable(inside, edges, lines.Horizontal.Count(h => h.Covers(edges[0], edges[^1]) > LineCovers)))
            return null;
        var runs = inside.SelectMany(r => r).ToList();
        return new TableRegion(runs.Select(r => r.Box).Aggregate((a, b) => a.Union(b)), edges, runs, lines, IsRuled: false);
    }

    /// <summary>Lines that are drawn across the table, or over some of its columns.</summary>
    private static Rulings Lines(Rulings rulings, List<List<TextRun>> rows, int first, int last, double[] edges)
    {
        var (top, bottom) = (rows[first][0].Base - (rows[first][0].Size * 5), rows[last][0].Base + (rows[last][0].Size * 4));
        return Rulings.From(
            [.. rulings.Horizontal.Where(h => h.At > top && h.At < bottom
                && ((h.From >= edges[0] - Beyond && h.To <= edges[^1] + Beyond)
                || (h.Covers(edges[0], edges[^1]) > LineCovers && h.Length < (edges[^1] - edges[0]) * LongestLine)))], []);
    }

    /// <summary>
    /// A single run above belongs to the table as a head over several columns, or where the table's own line is above it.
    /// </summary>
    private static bool IsAbove(List<TextRun> row, List<TextRun> below, double[] edges, Rulings lines)
    {
        if (row[0].Base < below[0].Base - (below[0].Size * MaxHeadPitch))
            return false;
        var isUnderLine = lines.Horizontal.Any(h => h.At < row[0].Box.CentreY && h.At > row[0].Base - (row[0].Size * 3)
            && h.Covers(edges[0], edges[^1]) > LineCovers)
            && !lines.Horizontal.Any(
                h => h.At > row[0].Base && h.At < below[0].Box.CentreY && h.Covers(edges[0], edges[^1]) > LineCovers);
        return row.Count > 1 || isUnderLine
            || (row[0].Left > edges[1] && row[0].Characters < 60 && row[0].Right <= edges[^1] + 2);
    }

    private const double MaxHeadPitch = 2.6;

    /// <summary>
    /// A single run below belongs to the table as a further line of a cell, or where the table's own line is below it.
    /// </summary>
    private static bool IsBelow(List<TextRun> above, List<TextRun> row, double[] edges, Rulings lines)
    {
        if (row.Count > 1)
            return true;
        var pitch = row[0].Base - above[0].Base;
        if (lines.Horizontal.Any(h => h.At > row[0].Base && h.At < row[0].Base + (row[0].Size * 2.5)
            && h.Covers(edges[0], edges[^1]) > LineCovers)
            && !lines.Horizontal.Any(
                h => h.At > above[0].Base && h.At < row[0].Box.CentreY && h.Covers(edges[0], edges[^1]) > LineCovers))
            return true;
        var column = TableColumns.At(edges, row[0].Box.CentreX);
        return pitch <= TightPitch * row[0].Size && column > 0 && row[0].Left >= edges[column]
            && row[0].Right <= edges[^1] + row[0].Size
            && above.Exists(r => Math.Abs(r.Left - row[0].Left) < row[0].Size);
    }

    private static bool IsTable(List<List<TextRun>> rows, double[] edges, int lines)
    {
        var columns = edges.Length - 1;
        var full = rows.Count(r => r.Count > 1);
        var runs = rows.SelectMany(r => r).ToList();
        if (full < (columns > 2 && (lines >= 2 || rows[^1].Count(r => r.IsNumeric) > 1) ? 2 : 3))
            return false;
        if (rows.Skip(2).Count(r => r.Exists(run => Crosses(run, edges))) > rows.Count * MostCrossing)
            return false;
        if (runs.Count < Filled * full * columns)
            return false;
        var cells = Enumerable.Range(
            0, columns).Select(c => runs.FindAll(r => TableColumns.At(edges, r.Box.CentreX) == c)).ToList();
        if (cells.Count(c => c.Count(r => r.Words.Any(Leaders.Is)) * 2 > c.Count) > 1)
            return false;
        if (columns == 2 && (IsList(cells[0]) || cells.TrueForAll(ReadsOn)))
            return false;
        return cells.Sum(c => AlignedRuns(c)) >= Aligned * runs.Count;
    }

    private static bool Crosses(TextRun run, double[] edges)
    {
        for (var i = 1; i < edges.Length - 1; i++)
        {
            if (run.Left < edges[i] - run.Size && run.Right > edges[i] + run.Size)
                return true;
        }

        return false;
    }

    private static bool IsList(List<TextRun> marks) =>
        marks.Count(
            m => m.Words.Count == 1 && m.Characters <= 4 && !char.IsLetterOrDigit(m.Words[0].Text[^1])) * 5 >= marks.Count * 4;

    /// <summary>Short lines of prose, beside others of the same.</summary>
    private static bool ReadsOn(List<TextRun> column) =>
        column.Sum(r => r.Words.Count) >= ManyWords * column.Count
            && column.Count(r => char.IsLower(r.Words[0].Text[0])) * 3 >= column.Count;

    private static int AlignedRuns(List<TextRun> column)
    {
        if (column.Count == 0)
            return 0;
        var within = column[0].Size * AlignedWithin;
        return Math.Max(Near(r => r.Left), Math.Max(Near(r => r.Right), Near(r => r.Box.CentreX)));

        int Near(Func<TextRun, double> edge)
        {
            var sorted = column.Select(edge).Order().ToList();
            var best = 0;
            for (int i = 0, j = 0; j < sorted.Count; j++)
            {
                while (sorted[j] - sorted[i] > within)
                    i++;
                best = Math.Max(best, j - i + 1);
            }

            return best;
        }
    }
}
