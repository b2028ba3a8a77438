using System.Text.RegularExpressions;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Reads tables, in Markdown or divided by another sign. Above the rows stands the head, of one line or several; it can stand
/// before the passage. Thread-safe.
/// </summary>
internal static partial class TableRows
{
    private const int MaxHeads = 6;

    /// <param name="before">What stands before the text, where the table may have begun.</param>
    public static IEnumerable<TableRow> Read(string text, int start, int end, string before)
    {
        var lines = Lines(text, start, end).ToList();
        var delimiter = text[start] == '|' || lines.TrueForAll(l => text.AsSpan(l.Start, l.End - l.Start).Contains('|')) ? '|'
            : DelimitedLines.Delimiter([.. lines.Select(l => text[l.Start..l.End])]) ?? '|';
        var table = new Table();
        foreach (var (from, to) in TableAtEnd(before))
            table.Take(Cells(before, from, to, '|'));
        foreach (var (from, to) in lines)
        {
            var cells = Cells(text, from, to, delimiter);
            if (IsRule(cells))
                continue;
            var (tokens, section) = table.Take(cells);
            yield return new TableRow(
                from, to, tokens, section, [.. cells.Where(c => c.IsProse).Select(c => (c.Start, c.Start + c.Text.Length))]);
        }
    }

    private static IEnumerable<(int Start, int End)> Lines(string text, int start, int end)
    {
        for (var at = start; at < end;)
        {
            var newline = text.IndexOf('\n', at, end - at);
            var stop = newline < 0 ? end : newline;
            if (!text.AsSpan(at, stop - at).IsWhiteSpace())
                yield return (at, stop);
            at = stop + 1;
        }
    }

    /// <summary>The lines of the table that a text ends in.</summary>
    private static IEnumerable<(int Start, int End)> TableAtEnd(string text)
    {
        var start = text.Length;
        while (start > 0)
        {
            var line = text.LastIndexOf('\n', Math.Max(0, start - 2)) + 1;
            if (!text.AsSpan(line, start - line).TrimStart().StartsWith("|"))
                break;
            start = line;
        }

        return Lines(text, start, text.Length);
    }

    private static List<Cell> Cells(string text, int start, int end, char delimiter)
    {
        var cells = new List<Cell>();
        if (delimiter == '|' && text[start] == '|')
            start++;
        if (delimiter == '|' && end > start && text[end - 1] == '|' && (end < 2 || text[end - 2] != '\\'))
            end--;
        var from = start;
        for (var i = start; i <= end; i++)
        {
            if (i < end && (text[i] != delimiter || text[Math.Max(start, i - 1)] == '\\'))
                continue;
            var cell = text[from..i];
            cells.Add(new Cell(cell.Trim(), from + cell.Length - cell.TrimStart().Length));
            from = i + 1;
        }

        return cells;
    }

    private static bool IsRule(List<Cell> cells) =>
        cells.TrueForAll(c => c.Text.Length > 0 && c.Text.All(x => x is '-' or ':' or ' '));

    /// <summary>A year, a day with its month, and what letters number: "Q1 2021", "Dec 31, 2021", "Top-100".</summary>
    [GeneratedRegex(@"\b(?:1[89]|20|21)\d\d\b|^\p{L}{3,4}\.? \d{1,2}\b|^\p{L}+[-–.]?\d{1,4}\p{L}?\b")]
    private static partial Regex Name();

    private readonly record struct Cell(string Text, int Start)
    {
        private const int LongCell = 100;

        public bool IsProse => Text.Length > LongCell && Text.Contains(' ', StringComparison.Ordinal);

        /// <summary>Whether it holds a value: digits that are of no name, and few letters.</summary>
        public bool IsFigure => Text.Count(char.IsLetter) <= 4 && Text.Any(char.IsDigit)
            && Name().Replace(Text, "").Any(char.IsDigit);
    }

    /// <summary>A table as it is read from its first line on.</summary>
    private sealed class Table
    {
        private readonly List<List<Cell>> heads = [];
        private bool isHead = true;
        private TextReading? section;

        /// <returns>The row's words with those of its heads, and the title that it stands under.</returns>
        public (List<Token> Tokens, TextReading? Section) Take(List<Cell> cells)
        {
            if (IsRule(cells))
                return ([], null);
            isHead = isHead && heads.Count < MaxHeads && IsHead(cells);
            var row = (Tokens(cells), section);
            if (isHead)
                heads.Add(cells);
            else if (cells.Count > 1 && cells.Skip(1).All(c => c.Text.Length == 0 || c.Text == cells[0].Text))
                section = TextReading.OfStatement(Reading.Tokens.Of(cells[0].Text));
            return row;
        }

        /// <summary>
        /// A first row is the head unless it holds figures; a further one only below or beside an empty corner.
        /// </summary>
        private bool IsHead(List<Cell> cells)
        {
            if (cells.Skip(1).Any(c => c.IsFigure))
                return false;
            return heads.Count == 0 ? cells.Count > 1 && !cells[0].IsFigure : heads[0][0].Text.Length == 0
                || cells[0].Text.Length == 0;
        }

        private List<Token> Tokens(List<Cell> cells)
        {
            var tokens = new List<Token>();
            for (var column = 0; column < cells.Count; column++)
            {
                foreach (var head in heads.Where(h => !isHead && column < h.Count).Select(h => h[column].Text).Distinct())
                    tokens.AddRange(
                        Reading.Tokens.Of(head.Replace('_', ' ')).Select(t => t with { Column = column, IsHead = true }));
                tokens.AddRange(Reading.Tokens.Of(cells[column].Text).Select(t => t with { Column = column, IsHead = isHead }));
            }

            return tokens;
        }
    }
}
