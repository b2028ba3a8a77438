namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Gives a table that goes on on the next page its head again, so that a row there says by itself what its cells are. It goes
/// on where it was the last of its page and stands first on the next one, in the same columns.
/// </summary>
internal static class TableContinuation
{
    private const double SameColumn = 12;

    public static void RepeatHeads(IReadOnlyList<PageLayout> pages)
    {
        PageBlock? open = null;
        var number = 0;
        foreach (var page in pages)
        {
            var blocks = page.Blocks.FindIndex(b => b.Kind != BlockKind.Margin);
            if (blocks >= 0 && open is not null && page.Number == number + 1 && page.Blocks[blocks] is { Table: { } next } table
                && GoesOn(open.Table!, next) && Head(open.Text) is var head && Head(table.Text) != head)
                page.Blocks[blocks] = WithHead(table, head, open.Table!);
            open = page.Blocks.FindLast(b => b.Kind != BlockKind.Margin) is { Table.HasHead: true } last ? last : null;
            number = page.Number;
        }
    }

    private static bool GoesOn(TableShape table, TableShape next)
    {
        if (next.HasHead || table.Columns.Length != next.Columns.Length)
            return false;
        for (var i = 1; i < table.Columns.Length; i++)
        {
            if (Math.Abs(table.Columns[i] - next.Columns[i]) > SameColumn)
                return false;
        }

        return true;
    }

    /// <summary>The first row and the line under it.</summary>
    private static string Head(string table)
    {
        var end = table.IndexOf('\n', table.IndexOf('\n', StringComparison.Ordinal) + 1);
        return end < 0 ? table : table[..end];
    }

    private static PageBlock WithHead(PageBlock table, string head, TableShape shape)
    {
        var first = table.Text.IndexOf('\n', StringComparison.Ordinal);
        var end = table.Text.IndexOf('\n', first + 1);
        var rest = end < 0 ? table.Text.Length : end;
        var (before, after) = (head.Length + 1, head.Length + 1 - (rest - first));
        return table with
        {
            Text = $"{head}\n{table.Text[..first]}{table.Text[rest..]}",
            Places = [.. table.Places.Select(p => p with { Start = p.Start + (p.Start < first ? before : after) })],
            Table = shape,
        };
    }
}
