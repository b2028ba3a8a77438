namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Cuts runs at the columns' edges where words stand a little apart: a head's words may be as close as its columns are.
/// </summary>
internal sealed class ColumnCuts
{
    private const double NarrowestCut = 0.5;

    private readonly (double Edge, double Left, double Right)[] gaps;

    /// <param name="table">All of its runs: what stands left and right of an edge says where a cut may be.</param>
    public ColumnCuts(double[] edges, List<TextRun> table)
    {
        double[] ends = [.. table.Select(r => r.Right).Order()];
        double[] begins = [.. table.Select(r => r.Left).Order()];
        gaps = Array.ConvertAll(edges, edge => (edge, LastTo(edge, ends), FirstFrom(edge, begins)));
    }

    public List<TextRun> Cut(List<TextRun> runs)
    {
        var cut = new List<TextRun>(runs.Count);
        foreach (var run in runs)
        {
            var rest = run;
            foreach (var (edge, left, right) in gaps)
            {
                if (edge <= rest.Left || edge >= rest.Right || CutAt(rest, left, right) is not { } at)
                    continue;
                (var before, rest) = rest.Cut(at);
                cut.Add(before);
            }

            cut.Add(rest);
        }

        return cut;
    }

    private static int? CutAt(TextRun run, double left, double right)
    {
        for (var i = 1; i < run.Words.Count; i++)
        {
            var (end, begin) = (run.Words[i - 1].Box.Right, run.Words[i].Box.Left);
            if (begin - end >= run.Size * NarrowestCut && begin >= left - 1 && end <= right + 1)
                return i;
        }

        return null;
    }

    /// <returns>The edge itself where there is none before it.</returns>
    private static double LastTo(double edge, double[] ends)
    {
        var at = Array.BinarySearch(ends, edge);
        return at >= 0 || ~at == 0 ? edge : ends[~at - 1];
    }

    /// <returns>The edge itself where there is none behind it.</returns>
    private static double FirstFrom(double edge, double[] begins)
    {
        var at = Array.BinarySearch(begins, edge);
        return at >= 0 || ~at == begins.Length ? edge : begins[~at];
    }
}
