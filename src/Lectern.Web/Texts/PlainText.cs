using System.Text;

namespace Lectern.Web.Texts;

/// <summary>Markdown as words alone, for a place of one paragraph: a table's row as its cells, and no signs.</summary>
/// <remarks>Without regular expressions, which the browser would have to fetch.</remarks>
internal static class PlainText
{
    private const string BetweenCells = " · ";
    private const string Escaped = @"\|*_`[]#<>~";

    public static string Of(string markdown) =>
        string.Join(' ', markdown.Split('\n').Select(OfLine).Where(line => line.Length > 0));

    private static string OfLine(string line)
    {
        var words = line.Trim();
        if (!IsRow(words))
            return Unsigned(WithoutStart(words));
        return string.Join(
            BetweenCells, Cells(words).Select(c => c.Trim()).Where(c => c.Trim('-', ':').Length > 0).Select(Unsigned));
    }

    /// <summary>Also a piece of one: its cut ends have no sign.</summary>
    private static bool IsRow(string line) =>
        line.StartsWith('|') || (line.EndsWith('|') && !line.EndsWith(@"\|", StringComparison.Ordinal))
        || line.Split(" | ").Length > 2;

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

    /// <summary>Takes away what makes a line a heading, a quote or an item.</summary>
    private static string WithoutStart(string line)
    {
        var rest = line.TrimStart('#') is var heading && line.Length - heading.Length is > 0 and < 7 && heading.StartsWith(' ')
            ? heading : line;
        if (rest is ['>', ..])
            rest = rest.TrimStart('>', ' ');
        if (rest is ['-' or '*' or '+', ' ', ..])
            rest = rest[2..];
        if (rest is ['[', ' ' or 'x' or 'X', ']', ' ', ..])
            rest = rest[4..];
        return rest.Trim();
    }

    private static string Unsigned(string text)
    {
        var words = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && Escaped.Contains(text[i + 1]))
                words.Append(text[++i]);
            else if (text[i] == '*' && i + 1 < text.Length && text[i + 1] == '*' && !IsBetweenBlanks(text, i, i + 1))
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

    private static bool IsBetweenBlanks(string text, int first, int last) =>
        (first == 0 || text[first - 1] == ' ') && (last == text.Length - 1 || text[last + 1] == ' ');

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
