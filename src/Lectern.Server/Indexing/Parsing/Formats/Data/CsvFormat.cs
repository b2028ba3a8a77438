namespace Lectern.Server.Indexing.Parsing.Formats.Data;

/// <summary>
/// CSV and TSV as tables: what stands above the head as text, then the rows; a long table goes on as the next with its head
/// repeated.
/// </summary>
internal static class CsvFormat
{
    /// <summary>A table is cut here, and goes on as the next.</summary>
    private const int MaxTableRows = 5000;

    public static void Read(string text, char? delimiter, DocumentBuilder builder, Action<int> sign)
    {
        var (said, start) = CsvDelimiter.Said(text);
        var records = new CsvRecords(text, start, said ?? delimiter ?? CsvDelimiter.Find(text));
        var first = records.Read().Take(TableTitles.SampleRows).ToList();
        var titles = TableTitles.Count(first);
        foreach (var title in first.Take(titles))
            builder.Add(BlockKind.Paragraph, string.Join(' ', title.Where(c => c.Length > 0)));
        IReadOnlyList<string>? head = null;
        var table = new MarkdownTable();
        foreach (var row in first.Skip(titles).Concat(records.Read()))
        {
            head ??= row;
            table.AddRow(row.Select(c => new GridCell(c)));
            if (table.Rows < MaxTableRows)
                continue;
            builder.Add(BlockKind.Table, table.ToString());
            table = new MarkdownTable();
            table.AddRow(head.Select(c => new GridCell(c)));
            sign(1);
            if (builder.IsFull)
                return;
        }

        builder.Add(BlockKind.Table, table.ToString());
    }
}
