using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Lectern.Benchmarks.Documents;

/// <summary>The tables of one page, written by hand: rows of cells, an empty field for an empty cell.</summary>
/// <param name="Name">Of the CSV.</param>
internal sealed record ExpectedTable(string Name, IReadOnlyList<string[]> Rows)
{
    /// <summary>Blank lines stand between tables of one page; rows are compared one by one.</summary>
    public static ExpectedTable Read(string file)
    {
        using var reader = new CsvParser(
            new StreamReader(file), new CsvConfiguration(CultureInfo.InvariantCulture) { IgnoreBlankLines = true });
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. reader.Record!]);
        return new ExpectedTable(Path.GetFileNameWithoutExtension(file), rows);
    }
}
