namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Finds gutters that are narrower than a wide gap: an upright strip without a letter, with words on both sides, over many
/// rows. Each gap has to be wider than its own row's spaces, which keeps chance strips of prose out.
/// </summary>
internal sealed class Gutters
{
    private const int FewestRows = 5;
    private const double Narrowest = 0.4;
    private const double AgainstSpaces = 1.3;
    private const double MostUsual = 0.5;

    /// <summary>Of the letters' size: rows further apart say nothing of each other.</summary>
    private const double MaxPitch = 3.5;

    private readonly List<(double Left, double Right, int First, int Last)> found = [];

    public Gutters(List<List<PdfWord>> rows)
    {
        var open = new List<(double Left, double Right, int First, int Last, int Gaps)>();
        var next = new List<(double Left, double Right, int First, int Last, int Gaps)>();
        var gaps = new List<(double Left, double Right)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (i > 0 && !IsNear(rows[i - 1], row))
            {
                open.ForEach(Close);
                open.Clear();
            }

            FindGaps(row, gaps);
            next.Clear();
            foreach (var strip in open)
                Go(strip, row, i, gaps, next);
            foreach (var (left, right) in gaps)
            {
                if (!next.Exists(s => s.Left == left && s.Right == right))
                    next.Add((left, right, i, i, 1));
            }

            (open, next) = (next, open);
        }

        open.ForEach(Close);
        for (var i = 0; i < found.Count; i++)
            found[i] = Extended(found[i], rows);
    }

    public bool IsIn(int row, double left, double right)
    {
        foreach (var strip in found)
        {
            if (row >= strip.First && row <= strip.Last && strip.Left >= left - 0.01 && strip.Right <= right + 0.01)
                return true;
        }

        return false;
    }

    /// <summary>
    /// A head's words may stand as close to each other as its columns do: of rows beside a gutter less is asked.
    /// </summary>
    private static (double Left, double Right, int First, int Last) Extended(
        (double Left, double Right, int First, int Last) strip, List<List<PdfWord>> rows)
    {
        while (strip.First > 0 && IsNear(rows[strip.First - 1], rows[strip.First])
            && Narrowed(rows[strip.First - 1]) is { } above)
            strip = (above.Left, above.Right, strip.First - 1, strip.Last);
        while (strip.Last + 1 < rows.Count && IsNear(rows[strip.Last], rows[strip.Last + 1])
            && Narrowed(rows[strip.Last + 1]) is { } below)
            strip = (below.Left, below.Right, strip.First, strip.Last + 1);
        return strip;

        (double Left, double Right)? Narrowed(List<PdfWord> row)
        {
            for (var i = 1; i < row.Count; i++)
            {
                var (left, right) = (Math.Max(strip.Left, row[i - 1].Box.Right), Math.Min(strip.Right, row[i].Box.Left));
                if (right - left >= Narrowest * row[i].Size)
                    return (left, right);
            }

            return null;
        }
    }

    private static bool IsNear(List<PdfWord> row, List<PdfWord> next) => next[0].Base - row[0].Base <= MaxPitch * row[0].Size;

    private static void FindGaps(List<PdfWord> row, List<(double Left, double Right)> gaps)
    {
        gaps.Clear();
        var usual = TextRuns.UsualGap(row);
        for (var i = 1; i < row.Count; i++)
        {
            var (left, right) = (row[i - 1].Box.Right, row[i].Box.Left);
            if (right - left > Math.Max(Narrowest * row[i].Size, Math.Min(usual, MostUsual * row[i].Size) * AgainstSpaces))
                gaps.Add((left, right));
        }
    }

    /// <summary>A row goes on with a strip by a gap of its own; a row that does not reach it leaves it as it is.</summary>
    private void Go(
        (double Left, double Right, int First, int Last, int Gaps) strip, List<PdfWord> row, int number, List<(
            double Left, double Right)> gaps,
        List<(double Left, double Right, int First, int Last, int Gaps)> next)
    {
        if (row[0].Box.Left >= strip.Right || row[^1].Box.Right <= strip.Left)
        {
            next.Add(strip);
            return;
        }

        foreach (var gap in gaps)
        {
            var (left, right) = (Math.Max(gap.Left, strip.Left), Math.Min(gap.Right, strip.Right));
            if (right - left < Narrowest * row[0].Size)
                continue;
            var narrowed = (left, right, strip.First, number, strip.Gaps + 1);
            if (!next.Exists(s => s.Left == left && s.Right == right && s.First <= strip.First))
                next.Add(narrowed);
            return;
        }

        Close(strip);
    }

    private void Close((double Left, double Right, int First, int Last, int Gaps) strip)
    {
        if (strip.Gaps >= FewestRows)
            found.Add((strip.Left, strip.Right, strip.First, strip.Last));
    }
}
