namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Finds paragraphs that are what labels at their left are for: each label stands where a paragraph begins. Then the paragraphs
/// are cells of a table, however long they are.
/// </summary>
internal static class Labels
{
    private const int Fewest = 2;
    private const double WidestAgainstText = 0.6;
    private const double Gap = 0.8;
    private const double Share = 0.7;
    private const double BeginningShare = 0.6;
    private const double WiderPitch = 1.2;

    /// <summary>Takes the mark of prose from such paragraphs.</summary>
    public static void Unmark(List<List<TextRun>> rows, List<List<TextRun>> blocks)
    {
        foreach (var block in blocks)
        {
            if (!block[0].IsProse || !HasLabels(rows, block))
                continue;
            foreach (var line in block)
                line.IsProse = false;
        }
    }

    private static bool HasLabels(List<List<TextRun>> rows, List<TextRun> block)
    {
        var (left, right) = (block.Min(l => l.Left), block.Max(l => l.Right));
        var pitch = block.Zip(block.Skip(1), (a, b) => b.Base - a.Base).Min();
        var labels = new List<TextRun>();
        var beginnings = 0;
        for (var i = 0; i < block.Count; i++)
        {
            var before = rows[block[i].Row].FindLast(r => r.Right <= block[i].Left);
            if (before is null)
                continue;
            if (before.IsProse || before.Right > left - (before.Size * Gap)
                || before.Box.Width > (right - left) * WidestAgainstText)
                return false;
            labels.Add(before);
            beginnings += i == 0 || block[i].Base - block[i - 1].Base > pitch * WiderPitch || !Prose.IsWrapped(
                block[i - 1], block[i], right) ? 1 : 0;
        }

        return labels.Count >= Fewest && labels.Count < block.Count && beginnings >= labels.Count * BeginningShare
            && (IsAligned(labels.ConvertAll(l => l.Left), labels[0].Size)
                || IsAligned(labels.ConvertAll(l => l.Right), labels[0].Size));
    }

    private static bool IsAligned(List<double> edges, double size)
    {
        edges.Sort();
        var middle = edges[edges.Count / 2];
        return edges.Count(e => Math.Abs(e - middle) < size) >= edges.Count * Share;
    }
}
