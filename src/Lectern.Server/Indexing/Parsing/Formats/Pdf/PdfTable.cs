namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Writes a table that was found on a page as the Markdown table that every format gives, with the place of each word.
/// </summary>
internal static class PdfTable
{
    /// <returns>Null when it has not two columns with text.</returns>
    public static PageBlock? Of(TableRegion table, Hyphens hyphens)
    {
        var rows = TableRows.Of(table);
        var columns = Enumerable.Range(0, table.Columns).Where(c => rows.Exists(r => r[c].Count > 0)).ToList();
        if (columns.Count < 2)
            return null;
        if (IsRightToLeft(table))
            columns.Reverse();
        var text = new PageText(hyphens);
        for (var i = 0; i < rows.Count; i++)
        {
            text.Mark(i == 0 ? "|" : "\n|");
            foreach (var column in columns)
            {
                text.Mark(" ");
                foreach (var run in rows[i][column])
                    text.Line(SpokenOrder.Of(run.Words).Select(Cell));
                text.Mark(rows[i][column].Count == 0 ? "|" : " |");
            }

            if (i == 0)
                text.Mark("\n|" + string.Concat(Enumerable.Repeat(" --- |", columns.Count)));
        }

        return text.Build() is { } block
            ? block with
            {
                Kind = BlockKind.Table,
                Table = new TableShape([.. columns.Select(c => table.Edges[c])], HasHead(rows))
            }
            : null;
    }

    /// <summary>
    /// Whether the first row names the columns: it alone is bold, or it has words where the others have amounts.
    /// </summary>
    private static bool HasHead(List<List<TextRun>[]> rows)
    {
        var (head, body) = (rows[0], rows.Skip(1).ToList());
        if (body.Count == 0 || head.Any(c => c.Exists(r => r.IsNumeric)))
            return false;
        if (head.All(c => c.TrueForAll(r => r.IsBold)) && body.Exists(r => r.Any(c => c.Exists(run => !run.IsBold))))
            return true;
        for (var column = 0; column < head.Length; column++)
        {
            var cells = body.Where(r => r[column].Count > 0).ToList();
            if (head[column].Count > 0 && cells.Count > 0 && cells.Count(r => r[column][0].IsNumeric) * 10 >= cells.Count * 7)
                return true;
        }

        return false;
    }

    /// <summary>In Arabic and Hebrew the first column is the right one.</summary>
    private static bool IsRightToLeft(TableRegion table) =>
        table.Runs.Count(r => r.Words.Any(w => RightToLeft.IsRightToLeft(w.Text))) * 2 > table.Runs.Count(
            r => r.Words.Any(w => w.Text.Any(char.IsLetter)));

    private static PlacedWord Cell(PdfWord word)
    {
        var placed = word.Place();
        return placed with { Text = placed.Text.Replace("|", "\\|", StringComparison.Ordinal) };
    }
}
