using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// Makes a Markdown table of rows whose cells may span several columns or rows. A short text is repeated in all cells that it
/// spans, so that a row says by itself what it is about; a long one stands once. Not thread-safe.
/// </summary>
internal sealed class MarkdownTable
{
    /// <summary>What spans may fill; cells of their own are always kept.</summary>
    private const int MaxSpannedColumns = 1024;

    /// <summary>A longer text stands once, though it spans several cells.</summary>
    public const int MaxRepeatedCharacters = 60;

    /// <summary>A table's first row may be little and span much.</summary>
    private const int FillBeforeEarned = 4_000;

    /// <summary>One row of a thousand cells must not make a thousand of each other row.</summary>
    private const int PaddedByOne = 8;
    private const int PaddedAlways = 10_000;

    private readonly List<List<string>> rows = [];
    private readonly Dictionary<int, (string Text, int RowsLeft)> open = [];
    private readonly FillBudget budget = new(FillBeforeEarned);
    private long ownCells;

    /// <summary>The cells that have text, in rows that have some.</summary>
    public int CellsWithText { get; private set; }

    public int Rows => rows.Count;

    public void AddRow(IEnumerable<GridCell> cells)
    {
        var row = new List<string>();
        foreach (var cell in cells)
        {
            FillSpanned(row);
            var text = Flatten(cell.Text);
            CellsWithText += text.Length > 0 ? 1 : 0;
            budget.Earn(text);
            ownCells++;
            var repeated = text.Length <= MaxRepeatedCharacters ? text : "";
            for (var i = 0; i == 0 || (i < cell.ColumnSpan && row.Count < MaxSpannedColumns && budget.Take(repeated)); i++)
            {
                if (cell.RowSpan > 1)
                    open[row.Count] = (repeated, cell.RowSpan - 1);
                row.Add(i == 0 ? text : repeated);
            }
        }

        FillSpanned(row);
        if (row.Any(c => c.Length > 0))
            rows.Add(row);
    }

    /// <summary>Adds the last row again, as often as there is a budget for.</summary>
    public void RepeatLastRow(int times)
    {
        var row = rows.Count == 0 ? [] : rows[^1];
        for (; times > 0 && row.Count > 0 && row.TrueForAll(budget.Take); times--)
            rows.Add(row);
    }

    /// <summary>
    /// The first row is the header; rows are filled up to the longest, where that does not make the table much longer. Empty
    /// when no cell has text.
    /// </summary>
    public override string ToString()
    {
        var columns = rows.Count == 0 ? 0 : rows.Max(r => r.FindLastIndex(c => c.Length > 0) + 1);
        if (columns == 0)
            return "";
        var text = new StringBuilder();
        var padded = (long)columns * rows.Count <= PaddedAlways + (PaddedByOne * ownCells);
        for (var i = 0; i < rows.Count; i++)
        {
            text.Append('|');
            for (var column = 0; column < (padded || i == 0 ? columns : rows[i].Count); column++)
            {
                var cell = column < rows[i].Count ? rows[i][column] : "";
                text.Append(' ').Append(cell).Append(cell.Length == 0 ? "|" : " |");
            }

            text.Append('\n');
            if (i == 0)
                text.Append('|').Insert(text.Length, " --- |", columns).Append('\n');
        }

        return text.ToString(0, text.Length - 1);
    }

    private void FillSpanned(List<string> row)
    {
        while (open.TryGetValue(row.Count, out var above))
        {
            if (!budget.Take(above.Text))
            {
                open.Clear();
                return;
            }

            if (above.RowsLeft == 1)
                open.Remove(row.Count);
            else
                open[row.Count] = above with { RowsLeft = above.RowsLeft - 1 };
            row.Add(above.Text);
        }
    }

    private static string Flatten(string text) => Spaces.Collapse(text).Replace("|", "\\|", StringComparison.Ordinal);
}
