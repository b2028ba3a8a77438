namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Chains runs that stand one below the other into blocks: each goes to the one block that it stands under, if no other run
/// does, if its letters are of the same size, and if it is no further away than the block's lines are from each other.
/// </summary>
internal static class TextBlocks
{
    private const double SameSize = 1.18;
    private const double SamePitch = 1.25;

    /// <summary>Of the letters' size, while a block has one line.</summary>
    private const double FirstPitch = 1.75;
    private const double LeastPitch = 0.6;

    /// <summary>Lines of a double-spaced page are still lines.</summary>
    private const double MostUsualPitch = 3;
    private const double CommonShare = 0.3;
    private const double MostInLine = 2.2;
    private const double MostInJoined = 3;

    /// <param name="rows">Runs from left to right, rows from top to bottom.</param>
    public static List<List<TextRun>> Of(IReadOnlyList<IReadOnlyList<TextRun>> rows)
    {
        var usual = UsualPitch(rows);
        var open = new List<Open>();
        var blocks = new List<List<TextRun>>();
        var matches = new List<Open?>();
        foreach (var row in rows)
        {
            matches.Clear();
            foreach (var run in row)
                matches.Add(Match(run, open, usual));
            if (row.Count > 1 && matches[0] is { } only && matches.TrueForAll(m => m == only) && only.IsLine(row))
            {
                only.Add(new TextRun([.. row.SelectMany(r => r.Words)], row[0].Row));
                continue;
            }

            for (var i = 0; i < row.Count; i++)
            {
                var block = matches[i];
                if (block is null || Count(matches, block) > 1)
                    open.Add(block = Begin(row[i], blocks));
                else
                    block.Add(row[i]);
                Shut(open, row[i], block);
            }
        }

        return blocks;
    }

    /// <summary>Joins what stands alone on one row, not far apart, and in no two columns of the page: it is one line.</summary>
    public static List<List<TextRun>> WithLinesJoined(List<List<TextRun>> blocks, PageColumns columns)
    {
        var alone = blocks.Where(b => b.Count == 1).GroupBy(b => b[0].Row).Where(g => g.Count() > 1).ToList();
        if (alone.Count == 0)
            return blocks;
        var gone = new HashSet<List<TextRun>>();
        foreach (var row in alone)
        {
            List<TextRun>? line = null;
            foreach (var block in row.OrderBy(b => b[0].Left))
            {
                if (line is not null && block[0].Left - line[0].Right <= MostInJoined * block[0].Size
                    && block[0].Left >= line[0].Right
                    && Math.Max(
                        block[0].Size,
                        line[0].Size) <= Math.Min(block[0].Size, line[0].Size) * SameSize && !columns.Divide(line[0], block[0]))
                {
                    line[0] = new TextRun([.. line[0].Words, .. block[0].Words], line[0].Row);
                    gone.Add(block);
                    continue;
                }

                line = block;
            }
        }

        return blocks.FindAll(b => !gone.Contains(b));
    }

    private static int Count(List<Open?> matches, Open block)
    {
        var count = 0;
        foreach (var match in matches)
            count += match == block ? 1 : 0;
        return count;
    }

    private static Open Begin(TextRun run, List<List<TextRun>> blocks)
    {
        var block = new Open(run);
        blocks.Add(block.Lines);
        return block;
    }

    /// <summary>What now lies above another block's line, or too far above, takes no more lines.</summary>
    private static void Shut(List<Open> open, TextRun run, Open own) =>
        open.RemoveAll(b => b != own
            && (run.Base - b.Last.Base > run.Size * 8 || (b.Last.Row != run.Row && Common(b, run) > 0.5)));

    private static Open? Match(TextRun run, List<Open> open, double usual)
    {
        Open? found = null;
        foreach (var block in open)
        {
            if (block.Last.Row == run.Row || Common(block, run) <= CommonShare * Math.Min(block.Box.Width, run.Box.Width))
                continue;

            // It lies under two: it is neither's.
            if (found is not null)
                return null;
            found = block;
        }

        return found is not null && Fits(found, run, usual) ? found : null;
    }

    private static bool Fits(Open block, TextRun run, double usual)
    {
        var size = block.Last.Size;
        var pitch = run.Base - block.Last.Base;
        if (Math.Max(size, run.Size) > Math.Min(size, run.Size) * SameSize || pitch < LeastPitch * size)
            return false;
        if (block.Lines.Count > 1)
            return pitch <= (block.Pitch * SamePitch) + 0.5;
        return pitch <= Math.Max(FirstPitch * size, usual <= MostUsualPitch * size ? usual * 1.1 : 0);
    }

    private static double Common(Open block, TextRun run) =>
        Math.Min(block.Box.Right, run.Right) - Math.Max(block.Box.Left, run.Left);

    /// <summary>From line to line, as most lines of the page have it.</summary>
    private static double UsualPitch(IReadOnlyList<IReadOnlyList<TextRun>> rows)
    {
        var counts = new Dictionary<int, int>();
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i].Count == 0 || rows[i - 1].Count == 0)
                continue;
            var pitch = (int)Math.Round(rows[i][0].Base - rows[i - 1][0].Base);
            counts[pitch] = counts.GetValueOrDefault(pitch) + rows[i].Sum(r => r.Characters);
        }

        return counts.Count == 0 ? 0 : counts.MaxBy(c => c.Value).Key;
    }

    private sealed class Open(TextRun first)
    {
        public List<TextRun> Lines { get; } = [first];

        public Box Box { get; private set; } = first.Box;

        public TextRun Last => Lines[^1];

        /// <summary>The mean distance of its lines.</summary>
        public double Pitch => (Last.Base - Lines[0].Base) / (Lines.Count - 1);

        /// <summary>Words of a justified line may stand far apart; they fill the block from its left to its right.</summary>
        public bool IsLine(IReadOnlyList<TextRun> row)
        {
            var size = row[0].Size;
            if (Lines.Count < 2 || row[0].Left - Box.Left > size || Math.Abs(Box.Right - row[^1].Right) > size)
                return false;
            for (var i = 1; i < row.Count; i++)
            {
                if (row[i].Left - row[i - 1].Right > size * MostInLine)
                    return false;
            }

            return true;
        }

        public void Add(TextRun run)
        {
            Lines.Add(run);
            Box = Box.Union(run.Box);
        }
    }
}
