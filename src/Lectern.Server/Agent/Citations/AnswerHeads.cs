namespace Lectern.Server.Agent.Citations;

/// <summary>
/// Finds what a line of an answer stands under: the item above an inner item, the line that ends with a colon, the heading.
/// Thread-safe.
/// </summary>
internal static class AnswerHeads
{
    /// <summary>Lines above are looked at no further than this.</summary>
    private const int MaxCharacters = 4_000;

    /// <param name="start">Where the line begins.</param>
    /// <returns>All of them, the nearest first; empty when there are none.</returns>
    public static string Above(string text, int start)
    {
        var heads = new List<string>();
        var indent = Indent(text.AsSpan(start));
        var isItem = IsItem(text.AsSpan(start));
        for (var end = start - 1; end > 0 && start - end < MaxCharacters;)
        {
            var from = text.LastIndexOf('\n', end - 1) + 1;
            var line = text.AsSpan(from, end - from);
            if (line.TrimStart().StartsWith("#"))
            {
                heads.Add(line.Trim("# ").ToString());
                break;
            }

            var isAbove = isItem && (IsItem(line) ? Indent(line) < indent : line.TrimEnd().TrimEnd("*_").EndsWith(":"));
            if (isAbove)
            {
                heads.Add(line.Trim(" -*+•:_").ToString());
                (indent, isItem) = (Indent(line), IsItem(line));
            }

            end = from - 1;
        }

        return string.Join(". ", heads);
    }

    private static int Indent(ReadOnlySpan<char> line) => line.Length - line.TrimStart(" \t").Length;

    private static bool IsItem(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        return line.StartsWith("- ") || line.StartsWith("* ") || line.StartsWith("+ ") || line.StartsWith("• ")
            || (line.Length > 2 && char.IsAsciiDigit(line[0]) && line.IndexOfAny('.', ')') is > 0 and < 4);
    }
}
