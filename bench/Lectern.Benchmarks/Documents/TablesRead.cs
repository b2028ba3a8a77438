using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;

namespace Lectern.Benchmarks.Documents;

/// <summary>
/// Compares the tables of PDF pages with what a person wrote by hand: a folder of CSV files, and a README whose table names the
/// PDF of each. The row sought is the one that holds most of its cells.
/// </summary>
internal static class TablesRead
{
    public static void Run(Report report, string cases, string good)
    {
        var (cells, found, rows, whole) = (0, 0, 0, 0);
        var missed = new List<string>();
        foreach (var (csv, pdf, page) in Pages(cases))
        {
            var score = TableScore.Of(ExpectedTable.Read(Path.Combine(cases, csv)), Text(Path.Combine(good, pdf), page));
            (cells, found, rows, whole) = (cells + score.Cells, found + score.Found, rows + score.Rows, whole + score.Whole);
            missed.AddRange(score.Missed.Select(m => $"{csv}: {m}"));
        }

        if (rows == 0)
            throw new InvalidDataException($"{cases} expects no row.");
        foreach (var miss in missed)
            Console.Error.WriteLine(miss);
        report.AddAtLeast(
            "Cells of tables found in their row", 100.0 * found / cells, 95, "%", $"{found} of {cells}, written by hand");
        report.AddAtLeast("Rows of tables whole, as Markdown rows", 100.0 * whole / rows, 90, "%", $"{whole} of {rows}");
    }

    /// <summary>
    /// Sample of a line of the README: <c>| otsl.csv | some.pdf |</c>, with the page as a third cell where it is not the first.
    /// </summary>
    private static IEnumerable<(string Csv, string Pdf, int Page)> Pages(string cases)
    {
        foreach (var line in File.ReadLines(Path.Combine(cases, "README.md")))
        {
            var columns = line.Split('|', StringSplitOptions.TrimEntries);
            if (columns.Length >= 4 && columns[1].EndsWith(".csv", StringComparison.Ordinal))
                yield return (columns[1], columns[2], columns.Length > 4 && int.TryParse(columns[3], out var page) ? page : 1);
        }
    }

    private static string Text(string file, int page)
    {
        var (document, _) = FileFormats.Parse(File.ReadAllBytes(file), Path.GetFileName(file), new ParseLimits(), _ => { });
        return string.Join(
            '\n', document.Blocks.Where(b => b.Page == page).Select(b => document.Text.Substring(b.Start, b.Length)));
    }
}
