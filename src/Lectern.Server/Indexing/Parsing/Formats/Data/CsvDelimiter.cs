namespace Lectern.Server.Indexing.Parsing.Formats.Data;

/// <summary>
/// What parts the fields of a line: the sign that most lines have equally often. A comma comes last, because numbers have
/// commas in many countries.
/// </summary>
internal static class CsvDelimiter
{
    private const int SampleLines = 50;
    private const double MostLines = 0.8;
    private const double FewLines = 0.5;
    private const string ByPreference = "\t;|,";

    /// <summary>Of a list with one column, in whose texts there are commas.</summary>
    private const char NoDelimiter = '\u0001';

    /// <summary>Excel's hint: a first line <c>sep=;</c>.</summary>
    /// <returns>The sign, and where the rows begin.</returns>
    public static (char? Delimiter, int Start) Said(string text)
    {
        var start = text.StartsWith('\uFEFF') ? 1 : 0;
        var end = text.IndexOf('\n', start) is >= 0 and var found ? found : text.Length;
        var line = text.AsSpan(start, end - start).TrimEnd('\r').Trim('"');
        return line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            ? (line[4], Math.Min(text.Length, end + 1))
            : (null, start);
    }

    public static char Find(string text)
    {
        var lines = new List<string>();
        using var reader = new StringReader(text);
        while (lines.Count < SampleLines && reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
                lines.Add(line);
        }

        var scores = ByPreference.Select(d => (Delimiter: d, Score: Score(lines, d))).ToList();
        var best = scores.Max(s => s.Score);
        if (best < FewLines && lines.Count > 0 && !ByPreference.Any(lines[0].Contains))
            return NoDelimiter;
        return scores.Find(s => s.Score >= MostLines) is { Score: > 0 } sure ? sure.Delimiter
            : best > 0 ? scores.Find(s => s.Score == best).Delimiter
            : ',';
    }

    /// <summary>The share of the lines that have it as often as most do; quoted ones do not count.</summary>
    private static double Score(List<string> lines, char delimiter)
    {
        var counts = lines.ConvertAll(l => Count(l, delimiter)).Where(c => c > 0).ToList();
        return counts.Count == 0 ? 0 : (double)counts.GroupBy(c => c).Max(g => g.Count()) / lines.Count;
    }

    private static int Count(string line, char delimiter)
    {
        var (count, quoted) = (0, false);
        foreach (var c in line)
        {
            quoted ^= c == '"';
            count += c == delimiter && !quoted ? 1 : 0;
        }

        return count;
    }
}
