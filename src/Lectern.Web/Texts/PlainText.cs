using System.Text.RegularExpressions;

namespace Lectern.Web.Texts;

/// <summary>Markdown as words alone, for a place of one paragraph: a table's row as its cells, and no signs.</summary>
internal static partial class PlainText
{
    private const string BetweenCells = " · ";

    public static string Of(string markdown) =>
        string.Join(' ', markdown.Split('\n').Select(OfLine).Where(line => line.Length > 0));

    private static string OfLine(string line)
    {
        var words = line.Trim();
        if (IsRow(words))
            words = string.Join(BetweenCells, Cells().Split(words).Select(c => c.Trim()).Where(c => c.Trim('-', ':').Length > 0));
        words = Start().Replace(words, "");
        words = Links().Replace(words, "$1");
        words = Strong().Replace(words, "$2");
        return Escapes().Replace(words, "$1");
    }

    /// <summary>Also a piece of one: its cut ends have no sign.</summary>
    private static bool IsRow(string line) =>
        line.StartsWith('|') || (line.EndsWith('|') && !line.EndsWith("\\|", StringComparison.Ordinal))
        || Between().Count(line) > 1;

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Cells();

    [GeneratedRegex(@" \| ")]
    private static partial Regex Between();

    /// <summary>What makes a line a heading, a quote or an item.</summary>
    [GeneratedRegex(@"^(?:#{1,6}\s+|(?:>\s?)+|[-*+]\s+(?:\[[ xX]\]\s+)?)")]
    private static partial Regex Start();

    [GeneratedRegex(@"!?\[([^\[\]]*)\]\([^()\s]*\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"(\*\*|__|`)(?=\S)([^*_`]*\S)\1")]
    private static partial Regex Strong();

    [GeneratedRegex(@"\\([\\|*_`\[\]#<>~])")]
    private static partial Regex Escapes();
}
