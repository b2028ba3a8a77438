namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>The value that another row has in the same column.</summary>
internal sealed class NeighbourRow : ISwapKind
{
    public string Name => "neighbour row";

    public IEnumerable<(string True, string False)> Make(SourcePassage passage, Random random)
    {
        foreach (var row in RowSentences.WithOwnKey(passage))
        {
            var cell = row.Cells[random.Next(row.Cells.Count)];
            var others = passage.Rows.Where(r => r != row).SelectMany(r => r.Cells)
                .Where(c => c.Head == cell.Head && row.Cells.All(own => own.Value != c.Value)).ToList();
            if (others.Count == 0)
                continue;
            var seed = random.Next();
            yield return (
                RowSentences.Of(row.Key, cell, new Random(seed)),
                RowSentences.Of(row.Key, cell with { Value = others[random.Next(others.Count)].Value }, new Random(seed)));
        }
    }
}
