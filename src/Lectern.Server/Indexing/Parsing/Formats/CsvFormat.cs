using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>CSV and TSV as a table. The delimiter is what divides the first lines alike: comma, semicolon, tab or bar.</summary>
internal static class CsvFormat
{
    private const int SampleLines = 20;

    /// <summary>A table is cut here, and goes on as the next.</summary>
    private const int MaxTableRows = 5000;

    public static void Read(string text, string? delimiter, DocumentBuilder builder, Action<int> sign)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter ?? Delimiter(text),
            HasHeaderRecord = false,
            BadDataFound = null,
            MissingFieldFound = null,
            IgnoreBlankLines = true,
            TrimOptions = TrimOptions.Trim,
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        var table = new MarkdownTable();
        while (parser.Read())
        {
            table.AddRow((parser.Record ?? []).Select(c => new GridCell(c)));
            if (table.Rows < MaxTableRows)
                continue;
            builder.Add(BlockKind.Table, table.ToString());
            table = new MarkdownTable();
            sign(1);
        }

        builder.Add(BlockKind.Table, table.ToString());
    }

    private static string Delimiter(string text)
    {
        var lines = TextLines(text).Where(l => l.Length > 0).Take(SampleLines).ToList();
        return ((string[])[",", ";", "\t", "|"]).MaxBy(d => Score(lines, d[0]))!;
    }

    /// <summary>How many lines have as many delimiters as the first; quoted ones do not count.</summary>
    private static double Score(List<string> lines, char delimiter)
    {
        var counts = lines.Select(l => Count(l, delimiter)).ToList();
        return counts.Count == 0 || counts[0] == 0 ? 0 : counts.Count(c => c == counts[0]) + Math.Min(counts[0], 50) / 100.0;
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

    private static IEnumerable<string> TextLines(string text)
    {
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
