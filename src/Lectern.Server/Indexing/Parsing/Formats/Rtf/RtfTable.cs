namespace Lectern.Server.Indexing.Parsing.Formats.Rtf;

/// <summary>
/// The table that is being written: cells that are merged say what they go on from, tables inside are one line.
/// </summary>
internal sealed class RtfTable
{
    private readonly List<string> inner = [];
    private readonly List<string> innerRows = [];
    private readonly List<string> cells = [];
    private readonly List<(bool GoesOnRight, bool GoesOnDown)> columns = [];
    private List<string> above = [];
    private MarkdownTable table = new();
    private bool goesOnRight;
    private bool goesOnDown;

    public void Word(string word)
    {
        switch (word)
        {
            case "trowd":
                columns.Clear();
                (goesOnRight, goesOnDown) = (false, false);
                break;
            case "clmrg":
                goesOnRight = true;
                break;
            case "clvmrg":
                goesOnDown = true;
                break;
            case "cellx":
                columns.Add((goesOnRight, goesOnDown));
                (goesOnRight, goesOnDown) = (false, false);
                break;
            case "row":
                EndRow();
                break;
            case "nestrow":
                EndInnerRow();
                break;
        }
    }

    public void AddCell(string text)
    {
        EndInnerRow();
        cells.Add($"{string.Join("; ", innerRows)} {text}".Trim());
        innerRows.Clear();
    }

    public void AddInnerCell(string text) => inner.Add(text.Trim());

    /// <returns>The table as Markdown; empty where there is none. It begins anew.</returns>
    public string Take()
    {
        EndRow();
        var whole = table.ToString();
        (table, above) = (new MarkdownTable(), []);
        return whole;
    }

    private void EndInnerRow()
    {
        if (inner.Exists(c => c.Length > 0))
            innerRows.Add(string.Join(' ', inner.Where(c => c.Length > 0)));
        inner.Clear();
    }

    private void EndRow()
    {
        if (innerRows.Count > 0 || inner.Count > 0)
            AddCell("");
        if (cells.Count == 0)
            return;
        var row = new List<string>();
        for (var i = 0; i < cells.Count; i++)
        {
            var (right, down) = i < columns.Count ? columns[i] : default;
            var from = right && i > 0 ? row[i - 1] : down && i < above.Count ? above[i] : cells[i];
            row.Add(cells[i].Length > 0 ? cells[i] : from.Length <= MarkdownTable.MaxRepeatedCharacters ? from : "");
        }

        table.AddRow(row.Select(c => new GridCell(c)));
        above = row;
        cells.Clear();
    }
}
