namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>Says a table's row as a sentence.</summary>
internal static class RowSentences
{
    /// <summary>The rows whose key names no other row of the passage.</summary>
    public static IEnumerable<SourceRow> WithOwnKey(SourcePassage passage) =>
        passage.Rows.Where(r => passage.Rows.Count(o => o.Key.Equals(r.Key, StringComparison.OrdinalIgnoreCase)) == 1);

    public static string Of(string key, SourceCell cell, Random random)
    {
        // Beside another number the way that one is written says how the other is to be read.
        var value = (key.Any(char.IsDigit) ? null : OtherFormats.Number(cell.Value, random)) ?? cell.Value;
        return (cell.Label.Length > 0, cell.Year) switch
        {
            (true, null) => random.Next(6) switch
            {
                0 => $"The {Lower(cell.Label)} of {key} is {value}.",
                1 => $"{key} has a {cell.Label} of {value}.",
                2 => $"{key}: {cell.Label} {value}",
                3 => $"According to the table, the {Lower(cell.Label)} for {key} was {value}.",
                4 => $"For {key}, {cell.Label} is **{value}**.",
                _ => $"With {value}, this is the {Lower(cell.Label)} of {key}.",
            },
            (true, var year) => random.Next(3) switch
            {
                0 => $"In {year}, the {Lower(cell.Label)} of {key} was {value}.",
                1 => $"{key}: {cell.Label} ({year}) {value}",
                _ => $"The {Lower(cell.Label)} of {key} was {value} in {year}.",
            },
            (false, var year) => random.Next(3) switch
            {
                0 => $"{key} was {value} in {year}.",
                1 => $"In {year}, {Lower(key)} amounted to {value}.",
                _ => $"{key} ({year}): {value}",
            },
        };
    }

    public static string Of(string key, SourceCell one, SourceCell two, Random random)
    {
        var (first, second) = (Lower(one.Label), Lower(two.Label));
        var isEven = random.Next(2) == 0;
        if (first.Length == 0 || second.Length == 0)
        {
            return isEven
                ? $"{key} was {one.Value} in {one.Year} and {two.Value} in {two.Year}."
                : $"In {one.Year}, {Lower(key)} was {one.Value}; in {two.Year}, it was {two.Value}.";
        }

        if (one.Year == two.Year)
        {
            return isEven
                ? $"{key} has a {first} of {one.Value} and a {second} of {two.Value}."
                : $"The {first} of {key} is {one.Value}, and the {second} is {two.Value}.";
        }

        return
            $"For {key}, {first} was {one.Value} in {one.Year ?? "this table"} and {second} was {two.Value} in "
            + $"{two.Year ?? "this table"}.";
    }

    private static string Lower(string label) =>
        label.Length > 1 && char.IsUpper(label[0]) && char.IsLower(label[1]) ? char.ToLowerInvariant(label[0]) + label[1..]
            : label;
}
