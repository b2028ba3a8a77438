using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>A name of another sentence, or the key of another row, in the place of the right one.</summary>
internal sealed partial class NameSwap : ISwapKind
{
    /// <summary>As many letters in common make two words forms of one name.</summary>
    private const int Stem = 4;

    public string Name => "name";

    public IEnumerable<(string True, string False)> Make(SourcePassage passage, Random random) =>
        InRows(passage, random).Concat(InSentences(passage, random));

    private static IEnumerable<(string True, string False)> InSentences(SourcePassage passage, Random random)
    {
        var known = Names().Matches(passage.Before + passage.Text).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var sentence in passage.Sentences)
        {
            var text = Subjects.Named(sentence, sentence.Text);
            var names = Names().Matches(text).Concat(First().Matches(text).Where(m => known.Contains(m.Value))).ToList();
            var others = passage.Sentences.Where(s => s != sentence).SelectMany(s => Names().Matches(s.Text)).Select(m => m.Value)
                .Distinct().Where(o => !Shares(o, sentence.Text) && !Shares(o, text)).ToList();
            if (names.Count == 0 || others.Count == 0)
                continue;
            var name = names[random.Next(names.Count)];
            if (Rephrasing.Of(text, Figures.Replace(text, name, others[random.Next(others.Count)]), random) is { } pair)
                yield return pair;
        }
    }

    private static bool Shares(string name, string text) =>
        name.Split(' ').Any(w => text.Contains(w[..Math.Min(w.Length, Stem)], StringComparison.Ordinal));

    private static IEnumerable<(string True, string False)> InRows(SourcePassage passage, Random random)
    {
        var rows = RowSentences.WithOwnKey(passage).ToList();
        foreach (var row in rows)
        {
            var cell = row.Cells[random.Next(row.Cells.Count)];
            var others = rows.Where(r => r != row && r.Cells.All(c => c.Value != cell.Value)).ToList();
            if (others.Count == 0)
                continue;
            var seed = random.Next();
            yield return (
                RowSentences.Of(row.Key, cell, new Random(seed)),
                RowSentences.Of(others[random.Next(others.Count)].Key, cell, new Random(seed)));
        }
    }

    /// <summary>A capital behind a small word.</summary>
    [GeneratedRegex(@"(?<=\p{Ll} )(?!From|Because|With|When)\p{Lu}\p{Ll}{3,}(?: \p{Lu}\p{Ll}{2,})*(?![\p{L}'’-])")]
    private static partial Regex Names();

    [GeneratedRegex(@"^\p{Lu}\p{Ll}{3,}(?: \p{Lu}\p{Ll}{2,})*(?= \p{Ll})")]
    private static partial Regex First();
}
