namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>The value that the row has in another column.</summary>
internal sealed class OtherColumn : ISwapKind
{
    public string Name => "other column";

    public IEnumerable<(string True, string False)> Make(SourcePassage passage, Random random)
    {
        foreach (var row in RowSentences.WithOwnKey(passage))
        {
            var cell = row.Cells[random.Next(row.Cells.Count)];
            var others = row.Cells.Where(c => c.Head != cell.Head && c.Value != cell.Value).ToList();
            if (others.Count == 0 || row.Cells.Count(c => c.Head == cell.Head) > 1)
                continue;
            var seed = random.Next();
            yield return (
                RowSentences.Of(row.Key, cell, new Random(seed)),
                RowSentences.Of(row.Key, cell with { Value = others[random.Next(others.Count)].Value }, new Random(seed)));
        }
    }
}
