using System.Text;

namespace Lectern.Web.Texts;

/// <summary>Markdown as words alone, for a place of one paragraph: a table's row as its cells, and no signs.</summary>
/// <remarks>Without regular expressions, which the browser would have to fetch.</remarks>
internal static class PlainText
{
    private const string BetweenCells = " · ";
    private const string Strong = "**";

    public static string Of(string markdown) =>
        string.Join(' ', markdown.Split('\n').Select(OfLine).Where(line => line.Length > 0));

    private static string OfLine(string line)
    {
        var words = line.Trim();
        if (!IsRow(words))
            return Unsigned(WithoutStart(words));
        List<string> cells = [.. Cells(words).Select(c => c.Trim())];
        if (cells.All(c => c.Trim('-', ':').Length == 0) && cells.Any(c => c.Length > 2))
            return "";

        // An empty cell keeps its place; what a bar at an end divides off is none.
        if (cells[0].Length == 0)
            cells.RemoveAt(0);
        if (cells is [.., ""])
            cells.RemoveAt(cells.Count - 1);
        return string.Join(BetweenCells, cells.Select(Unsigned));
    }

    /// <summary>Also a piece of one: its cut ends have no sign. Bars without blanks are a value's: <c>|x|</c>.</summary>
    private static bool IsRow(string line) =>
        line.StartsWith("| ", StringComparison.Ordinal) || line.EndsWith(" |", StringComparison.Ordinal)
        || line.Split(" | ").Length > 2 || (line.StartsWith('|') && line.Trim('|', '-', ':', ' ').Length == 0);

    private static IEnumerable<string> Cells(string row)
    {
        var start = 0;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] != '|' || (i > 0 && row[i - 1] == '\\'))
                continue;
            yield return row[start..i];
            start = i + 1;
        }

        yield return row[start..];
    }

    /// <summary>Takes away what makes a line a heading, a quote or an item; before a figure it may be its sign.</summary>
    private static string WithoutStart(string line)
    {
        var rest = line.TrimStart('#') is var heading && line.Length - heading.Length is > 0 and < 7 && heading.StartsWith(' ')
            ? heading : line;
        if (rest is ['>', ..] && rest.TrimStart('>', ' ') is var quoted && !IsFigure(quoted))
            rest = quoted;
        if (rest is ['-' or '*' or '+', ' ', ..] && (rest[0] == '*' || !IsFigure(rest[2..].TrimStart())))
            rest = rest[2..];
        if (rest is ['[', ' ' or 'x' or 'X', ']', ' ', ..])
            rest = rest[4..];
        return rest.Trim();
    }

    private static bool IsFigure(string text) => text.Length > 0 && char.IsDigit(text[0]);

    /// <summary>
    /// What is escaped, strong, code or a link as its words. A bar alone is unescaped: other documents than Markdown have the
    /// rest.
    /// </summary>
    private static string Unsigned(string text)
    {
        var words = new StringBuilder(text.Length);
        var pairs = StrongPairs(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '|')
                words.Append(text[++i]);
            else if (pairs.Contains(i))
                i++;
            else if (text[i] == '`')
                continue;
            else if (LinkAt(text, i) is { } link)
                (_, i) = (words.Append(Unsigned(text[(i + 1)..link.EndOfWords])), link.End);
            else
                words.Append(text[i]);
        }

        return words.ToString();
    }

    /// <summary>Where signs of strong words stand: around words, and not within one, where they are a power or a name.</summary>
    private static HashSet<int> StrongPairs(string text)
    {
        var pairs = new HashSet<int>();
        int? open = null;
        for (var i = text.IndexOf(Strong, StringComparison.Ordinal); i >= 0;
            i = i + 2 < text.Length ? text.IndexOf(Strong, i + 2, StringComparison.Ordinal) : -1)
        {
            if (open is { } begun && i > begun + 2 && text[i - 1] != ' ' && !IsOfWord(text, i + 2))
            {
                pairs.Add(begun);
                pairs.Add(i);
                open = null;
            }
            else if (!IsOfWord(text, i - 1) && i + 2 < text.Length && text[i + 2] != ' ')
            {
                open = i;
            }
        }

        return pairs;
    }

    /// <summary>In scripts without spaces words end anywhere.</summary>
    private static bool IsOfWord(string text, int at) =>
        at >= 0 && at < text.Length && text[at] < '\u2e80' && char.IsLetterOrDigit(text[at]);

    /// <returns>Where <c>[words](address)</c> has its signs; null where none begins.</returns>
    private static (int EndOfWords, int End)? LinkAt(string text, int at)
    {
        if (text[at] != '[' || text.IndexOfAny(['[', ']'], at + 1) is not (> 0 and var close) || text[close] != ']'
            || close + 1 >= text.Length || text[close + 1] != '(')
            return null;
        var end = text.IndexOfAny([')', ' ', '('], close + 2);
        return end > 0 && text[end] == ')' ? (close, end) : null;
    }
}
