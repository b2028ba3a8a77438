namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>Finds where columns are: strips that hardly any row crosses, with cells on both sides.</summary>
internal static class TableColumns
{
    private const double NarrowestStrip = 0.3;
    private const double NarrowestStripInCell = 0.5;
    private const double MostOver = 0.4;
    private const double WideStripInCell = 1.5;
    private const double ClearStripInCell = 0.9;
    private const int FewestRowsInCell = 3;

    /// <summary>One row in so many may cross a strip: what spans columns below the head.</summary>
    private const int RowsForOneCrossing = 7;

    public static int At(double[] edges, double x)
    {
        for (var i = 1; i < edges.Length - 1; i++)
        {
            if (x < edges[i])
                return i - 1;
        }

        return edges.Length - 2;
    }

    /// <summary>Upright lines may stand between groups of columns only: within a group the cells tell.</summary>
    public static double[] Refined(double[] edges, List<TextRun> runs)
    {
        var refined = new List<double> { edges[0] };
        for (var i = 1; i < edges.Length; i++)
        {
            var inside = runs.FindAll(r => r.Box.CentreX >= edges[i - 1] && r.Box.CentreX < edges[i]);
            var rows = inside.GroupBy(r => r.Row).Select(g => g.ToList()).ToList();
            foreach (var strip in rows.Count < 2 ? [] : Strips(rows, rows.Count >= 4 ? 1 : 0, mayStandApart: true))
            {
                var width = (strip.Right - strip.Left) / inside[0].Size;
                if ((width >= NarrowestStripInCell && strip.Rows >= FewestRowsInCell)
                    || (width >= WideStripInCell && strip.Rows >= 2)
                    || (width >= ClearStripInCell && inside.Count(r => r.Right <= strip.Right) > 1
                        && inside.Count(r => r.Left >= strip.Left) > 1))
                    refined.Add((strip.Left + strip.Right) / 2);
            }

            refined.Add(edges[i]);
        }

        return [.. refined];
    }

    /// <param name="rows">The runs of each row; the first ones may be a head that spans columns.</param>
    /// <returns>Edges of the columns, or null where there are not two.</returns>
    public static double[]? Of(List<List<TextRun>> rows)
    {
        var runs = rows.SelectMany(r => r).ToList();
        var size = runs[0].Size;
        var body = rows.Count >= 4 ? rows.GetRange(
            rows[1].Count < 2 || rows.Count >= 6 ? 2 : 1, rows.Count - (rows[1].Count < 2 || rows.Count >= 6 ? 2 : 1)) : rows;
        var strips = Strips(body, body.Count / RowsForOneCrossing).FindAll(
            s => s.Right - s.Left >= NarrowestStrip * size && s.Rows >= Math.Min(2, rows.Count - 1));
        if (strips.Count == 0)
            return null;
        double[] edges =
            [runs.Min(r => r.Left) - 1, .. strips.Select(s => Between(s.Left, s.Right, runs)), runs.Max(r => r.Right) + 1];
        return Merged(edges, rows);
    }

    /// <summary>Where in a strip the edge is: a head may be wider than what it heads.</summary>
    private static double Between(double left, double right, List<TextRun> runs)
    {
        var (from, to) = (left, right);
        foreach (var run in runs)
        {
            if (run.Left <= left && run.Right > from && run.Right < right)
                from = run.Right;
            if (run.Right >= right && run.Left < to && run.Left > left)
                to = run.Left;
        }

        return from < to ? (from + to) / 2 : (left + right) / 2;
    }

    /// <summary>
    /// Moves each edge between what stands left and right of it; a run that reaches over it a little is its larger part's.
    /// </summary>
    public static double[] Adjusted(double[] edges, List<TextRun> runs)
    {
        var adjusted = (double[])edges.Clone();
        for (var i = 1; i < edges.Length - 1; i++)
        {
            var (left, right) = (edges[i - 1], edges[i + 1]);
            foreach (var run in runs)
            {
                var (before, after) = (edges[i] - run.Left, run.Right - edges[i]);
                if (Math.Min(before, after) > run.Box.Width * MostOver)
                    continue;
                if (before > after)
                    left = Math.Max(left, run.Right);
                else
                    right = Math.Min(right, run.Left);
            }

            if (left < right)
                adjusted[i] = (left + right) / 2;
        }

        return adjusted;
    }

    /// <param name="mayCross">How many rows may cross a strip.</param>
    private static List<(
        double Left, double Right, int Rows)> Strips(List<List<TextRun>> rows, int mayCross, bool mayStandApart = false)
    {
        var events = new List<(double X, int Step)>();
        foreach (var run in rows.SelectMany(r => r))
        {
            events.Add((run.Left, 1));
            events.Add((run.Right, -1));
        }

        events.Sort((a, b) => a.X != b.X ? a.X.CompareTo(b.X) : b.Step.CompareTo(a.Step));
        var strips = new List<(double Left, double Right, int Rows)>();
        var (depth, begin) = (0, double.NaN);
        foreach (var (x, step) in events)
        {
            depth += step;
            if (depth <= mayCross && double.IsNaN(begin))
                begin = x;
            if (depth <= mayCross || double.IsNaN(begin))
                continue;
            Add(begin, x);
            begin = double.NaN;
        }

        return strips;

        void Add(double left, double right)
        {
            var middle = (left + right) / 2;
            var between = rows.Count(r => r.Exists(a => a.Right <= right && a.Box.CentreX < middle)
                && r.Exists(b => b.Left >= left && b.Box.CentreX > middle));
            if (right - left <= 0.5 || (between == 0 && !mayStandApart))
                return;

            // Of strips with nothing between them the emptier, wider one counts.
            if (strips.Count > 0 && !rows.Exists(r => r.Exists(a => a.Left >= strips[^1].Left && a.Right <= middle)))
            {
                if (right - left > strips[^1].Right - strips[^1].Left)
                    strips[^1] = (left, right, between);
                return;
            }

            strips.Add((left, right, between));
        }
    }

    /// <summary>
    /// A head may stand to the left in its column and the amounts to the right: two columns of which no row fills both, while
    /// one of them is only the head's, are one.
    /// </summary>
    private static double[]? Merged(double[] edges, List<List<TextRun>> rows)
    {
        var merged = edges.ToList();
        for (var i = 1; i < merged.Count - 1;)
        {
            var (left, right, both) = (0, 0, 0);
            foreach (var row in rows)
            {
                var inLeft = row.Exists(r => r.Box.CentreX >= merged[i - 1] && r.Box.CentreX < merged[i]);
                var inRight = row.Exists(r => r.Box.CentreX >= merged[i] && r.Box.CentreX < merged[i + 1]);
                left += inLeft ? 1 : 0;
                right += inRight ? 1 : 0;
                both += inLeft && inRight ? 1 : 0;
            }

            if (left == 0 || right == 0 || (both == 0 && Math.Min(left, right) == 1))
                merged.RemoveAt(i);
            else
                i++;
        }

        return merged.Count < 3 ? null : [.. merged];
    }
}
