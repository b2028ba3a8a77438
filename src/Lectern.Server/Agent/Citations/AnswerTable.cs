namespace Lectern.Server.Agent.Citations;

/// <summary>
/// Reads the cell of an answer's table that a mark stands in, with the row and the column it is of. Thread-safe.
/// </summary>
internal static class AnswerTable
{
    /// <summary>Rows above are looked at no further than this.</summary>
    private const int MaxCharacters = 20_000;

    /// <param name="text">The answer up to the mark.</param>
    /// <param name="start">Where the mark's line begins.</param>
    /// <returns>The row's first cell, the column's head and the cell; null where there is no table.</returns>
    public static (string Text, string Head)? Cell(string text, int start)
    {
        if (start >= text.Length || text[start] != '|')
            return null;
        var cells = Cells(text[start..]);

        // A mark in a cell of its own is meant for the one before.
        var column = cells.FindLastIndex(c => c.Length > 0);
        if (column <= 0)
            return (cells.Count > 0 ? cells[Math.Max(0, column)] : "", "");
        var first = FirstRow(text, start);
        var head = first < start ? Cells(text[first..text.IndexOf('\n', first)]).ElementAtOrDefault(column) ?? "" : "";
        return ($"{cells[0]}: {head} {cells[column]}", cells[0]);
    }

    private static int FirstRow(string text, int start)
    {
        var first = start;
        while (first > 0 && start - first < MaxCharacters)
        {
            var before = text.LastIndexOf('\n', Math.Max(0, first - 2)) + 1;
            if (before >= first || text[before] != '|')
                break;
            first = before;
        }

        return first;
    }

    private static List<string> Cells(string row) => [.. row.Trim().Trim('|').Split('|').Select(c => c.Trim())];
}
