namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Puts a page's blocks in the order they are read: columns from left to right where a strip between them is empty from top to
/// bottom, else parts of the page from top to bottom, each in turn. A page of very many blocks, as maps are, is read row by
/// row.
/// </summary>
internal static class ReadingOrder
{
    private const int MostBlocks = 1_500;
    private const int MostDepth = 60;
    private const double NarrowestStrip = 3;
    private const double LowestColumn = 20;

    /// <returns>The blocks' places in the list.</returns>
    public static List<int> Of(IReadOnlyList<Box> blocks)
    {
        var all = Enumerable.Range(0, blocks.Count).ToList();
        var order = new List<int>(blocks.Count);
        if (blocks.Count > MostBlocks)
            RowByRow(blocks, all, order);
        else
            Add(blocks, all, order, 0);
        return order;
    }

    private static void Add(IReadOnlyList<Box> blocks, List<int> part, List<int> order, int depth)
    {
        if (part.Count <= 1 || depth > MostDepth)
        {
            RowByRow(blocks, part, order);
            return;
        }

        if (Columns(blocks, part) is { } columns)
        {
            foreach (var column in columns)
                Add(blocks, column, order, depth + 1);
            return;
        }

        var bands = Bands(blocks, part);
        if (bands.Count > 1)
        {
            foreach (var group in WithColumns(blocks, bands))
                Add(blocks, group, order, depth + 1);
            return;
        }

        // They interlock: the first one is read, and may have held the others together.
        var first = part.MinBy(b => (blocks[b].Top * 2) + blocks[b].Left);
        order.Add(first);
        part.Remove(first);
        Add(blocks, part, order, depth + 1);
    }

    /// <summary>Bands that share columns belong together; one that crosses them stands alone.</summary>
    private static IEnumerable<List<int>> WithColumns(IReadOnlyList<Box> blocks, List<List<int>> bands)
    {
        var group = bands[0];
        var hasColumns = HasColumns(blocks, group);
        for (var i = 1; i < bands.Count; i++)
        {
            List<int> both = [.. group, .. bands[i]];
            var isBeside = Columns(blocks, both) is not null;
            if (isBeside && (hasColumns || HasColumns(blocks, bands[i])))
            {
                (group, hasColumns) = (both, true);
                continue;
            }

            yield return group;
            group = bands[i];
            hasColumns = HasColumns(blocks, group);
        }

        yield return group;
    }

    /// <summary>
    /// Columns have several lines: what stands left and right on one line, as in a header, holds nothing together.
    /// </summary>
    private static bool HasColumns(IReadOnlyList<Box> blocks, List<int> part) =>
        Columns(blocks, part) is { } columns
        && columns.TrueForAll(c => c.Max(b => blocks[b].Bottom) - c.Min(b => blocks[b].Top) >= LowestColumn);

    private static List<List<int>>? Columns(IReadOnlyList<Box> blocks, List<int> part)
    {
        if (part.Count < 2)
            return null;
        part.Sort((a, b) => blocks[a].Left.CompareTo(blocks[b].Left));
        List<List<int>>? columns = null;
        var (first, right) = (0, blocks[part[0]].Right);
        for (var i = 1; i < part.Count; i++)
        {
            if (blocks[part[i]].Left - right >= NarrowestStrip)
            {
                (columns ??= []).Add(part.GetRange(first, i - first));
                first = i;
            }

            right = Math.Max(right, blocks[part[i]].Right);
        }

        columns?.Add(part.GetRange(first, part.Count - first));
        return columns;
    }

    private static List<List<int>> Bands(IReadOnlyList<Box> blocks, List<int> part)
    {
        part.Sort((a, b) => blocks[a].Top.CompareTo(blocks[b].Top));
        var bands = new List<List<int>>();
        var (first, bottom) = (0, blocks[part[0]].Bottom);
        for (var i = 1; i < part.Count; i++)
        {
            if (blocks[part[i]].Top >= bottom - 0.5)
            {
                bands.Add(part.GetRange(first, i - first));
                first = i;
            }

            bottom = Math.Max(bottom, blocks[part[i]].Bottom);
        }

        bands.Add(part.GetRange(first, part.Count - first));
        return bands;
    }

    private static void RowByRow(IReadOnlyList<Box> blocks, List<int> part, List<int> order)
    {
        part.Sort((a, b) => (blocks[a].Bottom, blocks[a].Left).CompareTo((blocks[b].Bottom, blocks[b].Left)));
        order.AddRange(part);
    }
}
