namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Makes a table's rows of the lines that stand in it: what several lines of a cell are, what the head says over several
/// columns, and where one row ends and the next begins. Lines that are drawn across decide; else whether a line goes on the one
/// above it.
/// </summary>
internal sealed class TableRows
{
    private const double LineCovers = 0.5;
    private const double WholeLineCovers = 0.85;
    private const double SameLine = 0.45;
    private const int MostHeadLines = 5;
    private const double LoosePitch = 1.28;

    private readonly TableRegion table;
    private readonly List<List<TextRun>> lines;
    private readonly double tight;

    private TableRows(TableRegion table)
    {
        this.table = table;
        lines = Lines(table.Runs);
        tight = lines.Zip(
            lines.Skip(1), (a, b) => b[0].Base - a[0].Base).Where(p => p > lines[0][0].Size * 0.8).DefaultIfEmpty(0).Min();
    }

    /// <returns>The rows' cells by column; no run where a cell is empty.</returns>
    public static List<List<TextRun>[]> Of(TableRegion table)
    {
        var maker = new TableRows(table);
        var bands = maker.Bands();
        var rows = new List<List<TextRun>[]>();
        var head = maker.IsHead(bands) ? 1 : 0;
        if (head > 0)
            rows.Add(new TableHead(table).Of(bands[0]));
        foreach (var band in bands.Skip(head))
            rows.AddRange(maker.InBand(band, bands.Count - head));
        return [.. rows.Where(r => r.Any(c => c.Count > 0))];
    }

    private static List<List<TextRun>> Lines(List<TextRun> runs)
    {
        var lines = new List<List<TextRun>>();
        foreach (var run in runs.OrderBy(r => r.Base))
        {
            if (lines.Count > 0 && run.Base - lines[^1][0].Base <= SameLine * run.Size
                && !lines[^1].Exists(r => r.Box.CommonWidth(run.Box) > 0))
                lines[^1].Add(run);
            else
                lines.Add([run]);
        }

        return lines;
    }

    /// <summary>
    /// Lines of the table between two lines that are drawn across it. A head goes on over lines that are drawn below some of
    /// its cells only.
    /// </summary>
    private List<List<List<TextRun>>> Bands()
    {
        var (left, right) = (table.Edges[0], table.Edges[^1]);
        var cuts = table.Lines.Horizontal.Select(
            h => (h.At, Covered: Covered(h.At, left, right))).Where(h => h.Covered >= LineCovers).ToList();
        var bands = new List<List<List<TextRun>>>();
        var next = 0;
        foreach (var line in lines)
        {
            var (isCut, isWhole) = (bands.Count == 0, false);
            for (; next < cuts.Count && cuts[next].At < line[0].Box.CentreY; next++)
            {
                isCut = true;
                isWhole |= cuts[next].Covered >= WholeLineCovers;
            }

            if (isCut && (isWhole || bands.Count != 1 || cuts.Count <= next))
                bands.Add([]);
            bands[^1].Add(line);
        }

        return bands;
    }

    /// <summary>How much of a stretch the lines at one height cover together.</summary>
    private double Covered(double at, double left, double right) =>
        table.Lines.Horizontal.Where(h => Math.Abs(h.At - at) < 2).Sum(h => h.Covers(left, right));

    /// <summary>What stands above the first line across is the head, unless amounts stand one below the other in it.</summary>
    private bool IsHead(List<List<List<TextRun>>> bands) =>
        bands.Count > 1 && bands[0].Count <= MostHeadLines && !HasAmountsBelowEachOther(bands[0])
        && (bands[0].Count > 1 || bands[0][0].Count > 1 || table.IsRuled);

    private bool HasAmountsBelowEachOther(List<List<TextRun>> band)
    {
        var columns = band.SelectMany(l => l).Where(r => r.IsNumeric).GroupBy(Column).Count(g => g.Count() > 1);
        return columns >= 2 || (columns == 1 && table.Columns == 2);
    }

    private IEnumerable<List<TextRun>[]> InBand(List<List<TextRun>> band, int bands)
    {
        // Between lines that are drawn for every row there is one row.
        if (band.Count == 1 || (bands > 1 && table.IsRuled && !HasAmountsBelowEachOther(band))
            || (bands == 1 && table.IsRuled && band.Count == 2 && IsOneRow(band)))
            return [Row(band)];
        var rows = new List<List<List<TextRun>>>();
        foreach (var line in band)
        {
            if (rows.Count > 0 && GoesOn(rows[^1], line))
                rows[^1].Add(line);
            else
                rows.Add([line]);
        }

        Centred(rows);
        return rows.Select(Row);
    }

    private bool IsOneRow(List<List<TextRun>> band) => GoesOn([band[0]], band[1]);

    /// <summary>A label in the midst of the lines that it is for stands in the first of them.</summary>
    private void Centred(List<List<List<TextRun>>> rows)
    {
        if (rows.Count < 2 || table.Lines.Horizontal.Count == 0)
            return;
        var (top, bottom) = (rows[0][0][0].Base, rows[^1][^1][0].Base);
        for (var column = 0; column < table.Columns; column++)
        {
            var own = rows.SelectMany(r => r.SelectMany(l => l)).Where(r => Column(r) == column).ToList();
            if (own.Count != 1 || Math.Abs(own[0].Base - ((top + bottom) / 2)) > own[0].Size * 0.6)
                continue;
            var from = rows.FindIndex(r => r.Exists(l => l.Contains(own[0])));
            if (from == 0)
                continue;
            foreach (var line in rows[from])
                line.Remove(own[0]);
            rows[from].RemoveAll(l => l.Count == 0);
            rows[0][0].Add(own[0]);
            if (rows[from].Count == 0)
                rows.RemoveAt(from);
        }
    }

    private bool GoesOn(List<List<TextRun>> row, List<TextRun> line)
    {
        var above = row[^1];
        var pitch = line[0].Base - above[0].Base;

        // It stands between two lines, in columns that they leave empty.
        if (pitch < Math.Max(tight * 0.75, line[0].Size * 0.7)
            && !line.Exists(r => row.Exists(l => l.Exists(a => Column(a) == Column(r)))))
            return true;
        if (pitch > Math.Max(tight * LoosePitch, line[0].Size * 1.1) || line[0].IsBold != above[0].IsBold)
            return false;
        var filled = row.SelectMany(l => l).Select(Column).ToHashSet();
        var (goesOn, begins) = (0, 0);
        foreach (var run in line)
        {
            var before = row.SelectMany(l => l).LastOrDefault(r => Column(r) == Column(run));
            if (before is null || (run.IsNumeric && before.IsNumeric))
                begins += 2;
            else if (!Prose.IsWrapped(before, run, Right(Column(run))))
                begins++;
            else
                goesOn += char.IsLower(run.Words[0].Text[0]) || before.Words[^1].Text[^1] is ',' or '-' or '/' or '(' ? 2 : 1;
        }

        var first = filled.Min();
        var isFirst = line.Exists(r => Column(r) <= first);
        return isFirst
            ? begins == 0 && goesOn >= line.Count * 2
            : line.Count < filled.Count && goesOn >= begins;
    }

    private int Column(TextRun run) => TableColumns.At(table.Edges, run.Box.CentreX);

    /// <summary>As far as the column's words go.</summary>
    private double Right(int column)
    {
        if (table.IsRuled)
            return table.Edges[column + 1] - 2;
        var right = double.MinValue;
        foreach (var run in table.Runs)
            right = Column(run) == column ? Math.Max(right, run.Right) : right;
        return right;
    }

    private List<TextRun>[] Row(List<List<TextRun>> row)
    {
        var cells = Enumerable.Range(0, table.Columns).Select(_ => new List<TextRun>()).ToArray();
        foreach (var run in row.SelectMany(l => l.OrderBy(r => r.Left)))
            cells[First(run)].Add(run);
        return cells;
    }

    /// <summary>What spans columns stands in the first of them.</summary>
    private int First(TextRun run)
    {
        var column = Column(run);
        while (column > 0 && run.Left < table.Edges[column] - (run.Size * 0.5))
            column--;
        return column;
    }
}
