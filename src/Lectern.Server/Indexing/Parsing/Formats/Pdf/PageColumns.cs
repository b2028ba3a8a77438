namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// The columns of the page itself, by its paragraphs: what stands in two of them, on one baseline by chance, is no row of a
/// table, unless something near it goes across.
/// </summary>
internal sealed class PageColumns
{
    private readonly List<(Box Left, Box Right)> pairs = [];
    private readonly bool[] goesAcross;

    public PageColumns(List<List<TextRun>> rows, List<List<TextRun>> blocks)
    {
        var boxes = blocks.Where(b => b[0].IsProse).Select(b => b.Select(l => l.Box).Aggregate((a, c) => a.Union(c))).ToList();
        foreach (var left in boxes)
        {
            foreach (var right in boxes)
            {
                if (left.Right <= right.Left && left.CommonHeight(right) > 0 && pairs.Count < 64)
                    pairs.Add((left, right));
            }
        }

        goesAcross = new bool[rows.Count];
        for (var first = 0; first < rows.Count && pairs.Count > 0;)
        {
            var end = first;
            var crosses = false;
            for (; end < rows.Count && !rows[end].Exists(r => r.IsProse); end++)
                crosses |= rows[end].Exists(
                    r => pairs.Exists(p => r.Left < p.Left.Right - r.Size && r.Right > p.Right.Left + r.Size));
            Array.Fill(goesAcross, crosses, first, end - first);
            first = end + 1;
        }
    }

    public bool Divide(TextRun left, TextRun right)
    {
        if (pairs.Count == 0 || goesAcross[left.Row])
            return false;
        var within = left.Size * 2;
        return pairs.Exists(
            p => left.Right <= p.Left.Right + within && left.Right >= p.Left.Left && right.Left >= p.Right.Left - within
                && right.Left <= p.Right.Right
            && left.Right <= p.Right.Left && right.Left >= p.Left.Right);
    }
}
