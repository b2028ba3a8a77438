namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>Writes a table that was found on a page as the Markdown table that every format gives, with the place of each word.</summary>
internal static class PdfTable
{
    /// <returns>Null when it has not two columns with text.</returns>
    public static PageBlock? Of(TableRegion table, Hyphens hyphens)
    {
        var (rows, hasHead) = TableRows.Of(table);
        var columns = Enumerable.Range(0, table.Columns).Where(c => rows.Exists(r => r[c].Count > 0)).ToList();
        if (columns.Count < 2)
            return null;
        var text = new PageText(hyphens);
        for (var i = 0; i < rows.Count; i++)
        {
            text.Mark(i == 0 ? "|" : "\n|");
            foreach (var column in columns)
            {
                text.Mark(" ");
                foreach (var run in rows[i][column])
                    text.Line(RightToLeft.Order(run.Words).Select(Cell));
                text.Mark(rows[i][column].Count == 0 ? "|" : " |");
            }

            if (i == 0)
                text.Mark("\n|" + string.Concat(Enumerable.Repeat(" --- |", columns.Count)));
        }

        return text.Build() is { } block
            ? block with { Kind = BlockKind.Table, Table = new TableShape([.. columns.Select(c => table.Edges[c])], hasHead) }
            : null;
    }

    private static PlacedWord Cell(PdfWord word)
    {
        var placed = word.Place();
        return placed with { Text = placed.Text.Replace("|", "\\|", StringComparison.Ordinal) };
    }
}
