namespace Lectern.Server.Indexing.Chunking;

/// <summary>A table's head of two rows, such as years over units and euros: the cells of both for each column.</summary>
internal static class TwoRowHead
{
    private const int MaxCells = 200;

    /// <returns>
    /// Null where the second row is no head: a head's upper cells span several columns, and its lower ones name them.
    /// </returns>
    public static string? Of(string first, string second)
    {
        var (upper, lower) = (Cells(first), Cells(second));
        if (upper.Length != lower.Length || upper.Length > MaxCells || lower.Any(c => c.Any(char.IsDigit)))
            return null;
        var spans = false;
        for (var i = 1; i < upper.Length; i++)
            spans |= upper[i].Length > 0 && upper[i] == upper[i - 1] && lower[i] != lower[i - 1];
        return spans ? string.Join(" | ", upper.Zip(lower, (u, l) => u == l || l.Length == 0 ? u : $"{u} {l}".Trim())) : null;
    }

    private static string[] Cells(string row) => [.. row.Trim().Trim('|').Split(" |").Select(c => c.Trim(' ', '|'))];
}
