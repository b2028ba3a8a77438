namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Finds tables that no grid shows: short runs that share baselines and stand in columns. Labels with their values are such a
/// table. Paragraphs are none, whatever stands beside them.
/// </summary>
internal static class AlignedTables
{
    /// <summary>Of the letters' size: what is further below belongs to something else, unless a line is drawn between.</summary>
    private const double MaxPitch = 4;
    private const double MaxPitchOverLine = 5;
    private const double MostAgainstUsual = 1.75;
    private const double MaxHeadPitch = 0.6;
    private const double OtherSize = 1.3;
    private const double FarPitch = 2.2;
    private const int MostRuns = 4_000;

    /// <param name="rows">Runs from left to right, rows from top to bottom.</param>
    public static List<TableRegion> Of(List<List<TextRun>> rows, PageColumns columns, Rulings rulings)
    {
        var tables = new List<TableRegion>();
        var runs = rows.SelectMany(r => r).Where(r => !r.IsProse).ToList();
        if (runs.Count > MostRuns)
            return tables;
        foreach (var part in Linked(rows, runs, columns, rulings))
        {
            foreach (var lines in Parts(part, rulings))
            {
                if (TableTest.Of(lines, rulings) is { } table)
                    tables.Add(table);
            }
        }

        return WithStrays(tables, runs);
    }

    /// <summary>
    /// What stands in a table, or as a head over some of its columns, though nothing stands straight below it: a word over the
    /// middle of two columns.
    /// </summary>
    private static List<TableRegion> WithStrays(List<TableRegion> tables, List<TextRun> runs)
    {
        if (tables.Count == 0)
            return tables;
        var taken = tables.SelectMany(t => t.Runs).Select(r => r.Origin).ToHashSet();
        return tables.ConvertAll(table =>
        {
            var top = table.Runs.Where(r => r.Box.Top < table.Box.Top + r.Size).Max(r => r.Size) * MaxHeadPitch;
            var strays = runs.FindAll(r => !taken.Contains(r)
                && r.Box.CentreY < table.Box.Bottom && r.Left >= table.Edges[0] && r.Right <= table.Edges[^1]
                && (r.Box.CentreY > table.Box.Top
                    || (r.Left > table.Edges[1] && r.Box.Bottom > table.Box.Top - top
                        && r.Size <= table.Runs[0].Size * OtherSize)));
            return strays.Count == 0 || strays.Count > table.Runs.Count
                ? table
                : table with
                {
                    Runs = [.. table.Runs, .. new ColumnCuts(table.Edges, table.Runs).Cut(strays)],
                    Box = strays.Aggregate(table.Box, (b, r) => b.Union(r.Box))
                };
        });
    }

    /// <summary>Sets of runs that follow each other in a row or stand one below the other.</summary>
    private static IEnumerable<List<TextRun>> Linked(
        List<List<TextRun>> rows, List<TextRun> runs, PageColumns columns, Rulings rulings)
    {
        var numbers = new Dictionary<TextRun, int>(runs.Count);
        foreach (var run in runs)
            numbers.Add(run, numbers.Count);
        var set = Enumerable.Range(0, runs.Count).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = 0; j < rows[i].Count; j++)
            {
                var run = rows[i][j];
                if (run.IsProse)
                    continue;
                if (j + 1 < rows[i].Count && !rows[i][j + 1].IsProse && !columns.Divide(run, rows[i][j + 1]))
                    Join(run, rows[i][j + 1]);
                foreach (var below in Below(rows, i, run, rulings))
                    Join(run, below);
            }
        }

        return runs.GroupBy(r => Root(set, numbers[r])).Select(g => g.ToList()).Where(g => g.Count >= 4);

        void Join(TextRun a, TextRun b)
        {
            if (!b.IsProse)
                set[Root(set, numbers[a])] = Root(set, numbers[b]);
        }
    }

    private static IEnumerable<TextRun> Below(List<List<TextRun>> rows, int row, TextRun run, Rulings rulings)
    {
        for (var i = row + 1; i < rows.Count; i++)
        {
            if (rows[i].Count == 0)
                continue;
            var pitch = rows[i][0].Base - run.Base;
            if (pitch > MaxPitchOverLine * run.Size
                || (pitch > MaxPitch * run.Size && !rulings.HasHorizontal(run.Base, rows[i][0].Base, run.Left, run.Right)))
                yield break;
            var found = false;
            foreach (var below in rows[i])
            {
                if (below.Right <= run.Left || below.Left >= run.Right)
                    continue;
                found = true;
                yield return below;
            }

            if (found)
                yield break;
        }
    }

    private static int Root(int[] set, int i)
    {
        while (set[i] != i)
            i = set[i] = set[set[i]];
        return i;
    }

    /// <summary>Rows of a set, cut where they stand clearly further apart than elsewhere in it, and at captions.</summary>
    private static IEnumerable<List<List<TextRun>>> Parts(List<TextRun> runs, Rulings rulings)
    {
        var rows = runs.GroupBy(r => r.Row).OrderBy(g => g.Key).Select(g => g.OrderBy(r => r.Left).ToList()).ToList();
        var pitches = rows.Zip(rows.Skip(1), (a, b) => b[0].Base - a[0].Base).Order().ToList();
        var most = pitches.Count == 0 ? 0 : pitches[pitches.Count / 2] * MostAgainstUsual;
        var part = new List<List<TextRun>>();
        for (var i = 0; i < rows.Count; i++)
        {
            var isCaption = rows[i].Count == 1 && IsCaption(rows[i][0]);
            var isOther = i > 0
                && Math.Max(rows[i][0].Size, rows[i - 1][0].Size) > Math.Min(rows[i][0].Size, rows[i - 1][0].Size) * OtherSize;
            var isFar = i > 0 && rows[i][0].Base - rows[i - 1][0].Base > Math.Max(most, rows[i][0].Size * FarPitch)
                && !(part.Count <= 2 && IsHeadOf(rows[i - 1], rows[i])) && !IsOverLine(rows[i - 1], rows[i]);
            if (part.Count > 0 && (isCaption || isFar || isOther))
            {
                yield return part;
                part = [];
            }

            if (!isCaption)
                part.Add(rows[i]);
        }

        yield return part;

        bool IsOverLine(List<TextRun> above, List<TextRun> row) =>
            row[0].Base - above[0].Base <= MaxPitch * row[0].Size
            && rulings.HasHorizontal(
                above[0].Base, row[0].Base, Math.Max(above[0].Left, row[0].Left), Math.Min(above[^1].Right, row[^1].Right));
    }

    /// <summary>A head may stand apart from its table, but its cells stand over the table's.</summary>
    private static bool IsHeadOf(List<TextRun> head, List<TextRun> row) =>
        head.Count > 1 && head.Count == row.Count && !head.Exists(r => r.IsNumeric)
            && head.Zip(row).All(p => p.First.Box.CommonWidth(p.Second.Box) > -p.First.Size * 3);

    /// <summary>"Table 3. What it shows": what stands above or below a table, never in it.</summary>
    private static bool IsCaption(TextRun run) =>
        run.Words.Count >= 3 && char.IsUpper(run.Words[0].Text[0]) && run.Words[0].Text.Length is >= 3 and <= 9
        && run.Words[1].Text is [>= '0' and <= '9', ..] and [.., ':' or '.' or '–' or '-'];
}
