namespace Lectern.Server.Indexing.Parsing.Formats.Data;

/// <summary>Finds the titles above a table's head: rows that fill few of its columns, above a row of names.</summary>
internal static class TableTitles
{
    public const int SampleRows = 40;

    private const int MostTitles = 12;

    /// <param name="rows">The first of a table.</param>
    /// <returns>How many stand above the head.</returns>
    public static int Count(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var filled = rows.Select(r => r.Count(c => c.Length > 0)).ToList();
        var width = filled.GroupBy(f => f).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).FirstOrDefault()?.Key
            ?? 0;
        if (width < 2)
            return 0;
        var head = filled.FindIndex(f => f >= width && f > 1);
        if (head is < 1 or > MostTitles || head == rows.Count - 1 || rows[head].Any(IsNumber))
            return 0;
        for (var i = 0; i < head; i++)
        {
            // A head of two columns may have one without a name.
            if (filled[i] > Math.Max(2, width / 2) || (width == 2 && rows[i].Count > 1))
                return 0;
        }

        return head;
    }

    private static bool IsNumber(string cell) =>
        cell.Any(char.IsDigit) && cell.All(c => char.IsDigit(c) || c is '.' or ',' or '-' or '+' or ' ' or '%' or ':' or '/');
}
