using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>Two figures, one of them wrong, or both in each other's place; in sentences and in rows.</summary>
internal sealed partial class OneOfTwo : ISwapKind
{
    public string Name => "one of two";

    public IEnumerable<(string True, string False)> Make(SourcePassage passage, Random random) =>
        InRows(passage, random).Concat(InSentences(passage, random));

    private static IEnumerable<(string True, string False)> InSentences(SourcePassage passage, Random random)
    {
        foreach (var sentence in passage.Sentences)
        {
            var text = sentence.Text;
            var (figures, others) = (Figures.Of(text), Figures.OfOthers(passage, sentence));
            if (figures.Count < 2)
                continue;
            var (one, two) = (figures[^2], figures[^1]);
            var mayChangePlaces = one.Value != two.Value && !ListOrRange().IsMatch(text[(one.Index + one.Length)..two.Index]);
            var lie = others.Count == 0 ? null
                : Figures.Replace(text, figures[random.Next(figures.Count)], others[random.Next(others.Count)]);
            if (mayChangePlaces && random.Next(2) == 0)
                lie = Figures.Replace(Figures.Replace(text, two, one.Value), one, two.Value);
            if (lie is not null && Rephrasing.Of(text, lie, random) is { } pair && Figures.Of(pair.True).Count > 1)
                yield return pair;
        }
    }

    private static IEnumerable<(string True, string False)> InRows(SourcePassage passage, Random random)
    {
        foreach (var row in RowSentences.WithOwnKey(passage).Where(r => r.Cells.Count > 1))
        {
            var (one, two) = (row.Cells[0], row.Cells[random.Next(1, row.Cells.Count)]);
            var others = passage.Rows.Where(r => r != row).SelectMany(r => r.Cells).Select(c => c.Value)
                .Where(v => row.Cells.All(c => c.Value != v)).ToList();
            if (others.Count == 0 || one.Head == two.Head)
                continue;
            var wrong = others[random.Next(others.Count)];
            var (first, second) = random.Next(2) == 0 ? (one with { Value = wrong }, two) : (one, two with { Value = wrong });
            var seed = random.Next();
            yield return (
                RowSentences.Of(row.Key, one, two, new Random(seed)),
                RowSentences.Of(row.Key, first, second, new Random(seed)));
        }
    }

    /// <summary>Between two figures that may stand in any order, or only in one.</summary>
    [GeneratedRegex(@"^(?:th|st|nd|rd)?[\s,;%]*(?:(?:and|or|to|und|oder|bis|y|и|vs\.?|versus)?\s*)$")]
    private static partial Regex ListOrRange();
}
