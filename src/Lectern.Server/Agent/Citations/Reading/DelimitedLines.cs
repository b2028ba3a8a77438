namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Lines that a delimiter divides alike: a CSV inside a text, a table whose lines begin with no bar. Thread-safe.
/// </summary>
internal static class DelimitedLines
{
    private static readonly char[] Delimiters = ['|', '\t', ';', ','];

    public static bool Are(string text, List<(int Start, int End)> lines) =>
        Delimiter([.. lines.Select(l => text[l.Start..l.End])]) is not null;

    /// <summary>What divides all lines into as many cells; a comma only where no line is a sentence.</summary>
    public static char? Delimiter(IReadOnlyList<string> lines)
    {
        if (lines.Count < 2)
            return null;
        foreach (var delimiter in Delimiters)
        {
            var count = lines[0].Count(c => c == delimiter);
            if (count == 0 || lines.Any(l => l.Count(c => c == delimiter) != count))
                continue;
            var isProse = delimiter is ',' or ';'
                && (lines.Any(l => l.Contains(delimiter + " ", StringComparison.Ordinal)) || (count < 2 && lines.Count < 3));
            if (!isProse)
                return delimiter;
        }

        return null;
    }
}
