namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>Makes one row of a head of several lines: what stands over several columns is said in each of them.</summary>
internal sealed class TableHead(TableRegion table)
{
    /// <summary>A longer text stands once, as in every format's tables.</summary>
    private const int MaxRepeatedCharacters = 60;

    public List<TextRun>[] Of(List<List<TextRun>> lines)
    {
        var cells = Enumerable.Range(0, table.Columns).Select(_ => new List<TextRun>()).ToArray();
        for (var i = 0; i < lines.Count; i++)
        {
            foreach (var run in lines[i].OrderBy(r => r.Left))
            {
                var (first, last) = Span(run, lines, i);
                if (run.Characters > MaxRepeatedCharacters)
                    last = first;
                for (var column = first; column <= last; column++)
                    cells[column].Add(run);
            }
        }

        return cells;
    }

    private (int First, int Last) Span(TextRun run, List<List<TextRun>> lines, int line)
    {
        var column = TableColumns.At(table.Edges, run.Box.CentreX);

        // A line below it that is not the whole table's is drawn over what it is for.
        foreach (var drawn in table.Lines.Horizontal)
        {
            if (drawn.At > run.Base - 1 && drawn.At < run.Base + (run.Size * 1.6) && drawn.From <= run.Left + 2
                && drawn.To >= run.Right - 2
                && drawn.Covers(table.Edges[0], table.Edges[^1]) < 0.85 && line + 1 < lines.Count)
                return (TableColumns.At(table.Edges, drawn.From + run.Size), TableColumns.At(table.Edges, drawn.To - run.Size));
        }

        var (first, last) = (column, column);
        while (first > 0 && run.Left < table.Edges[first] - (run.Size * 0.3))
            first--;
        while (last < table.Columns - 1 && run.Right > table.Edges[last + 1] + (run.Size * 0.3))
            last++;
        if (line + 1 == lines.Count
            || !lines.Skip(line + 1).Any(l => l.Exists(r => TableColumns.At(table.Edges, r.Box.CentreX) == column)))
            return (first, last);

        // It stands in the middle over columns whose own heads are below it, and that have nothing beside it.
        var (from, to) = (first, last);
        while (from > 0 && IsFree(from - 1))
            from--;
        while (to < table.Columns - 1 && IsFree(to + 1))
            to++;
        var best = (First: first, Last: last);
        for (var a = from; a <= first; a++)
        {
            for (var b = last; b <= to; b++)
            {
                if (b - a > best.Last - best.First && Math.Abs(((Left(a) + Right(b)) / 2) - run.Box.CentreX) <= run.Size)
                    best = (a, b);
            }
        }

        return best;

        bool IsFree(int c) => !lines[line].Exists(r => r != run && TableColumns.At(table.Edges, r.Box.CentreX) == c)
            && lines.Skip(line + 1).Any(l => l.Exists(r => TableColumns.At(table.Edges, r.Box.CentreX) == c));
        double Left(int c) => table.Runs.Where(r => TableColumns.At(table.Edges, r.Box.CentreX) == c).Min(r => r.Left);
        double Right(int c) => table.Runs.Where(r => TableColumns.At(table.Edges, r.Box.CentreX) == c).Max(r => r.Right);
    }
}
