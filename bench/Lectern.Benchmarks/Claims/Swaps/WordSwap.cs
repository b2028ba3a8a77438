using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>One word of a sentence for another that says something else.</summary>
internal abstract class WordSwap(string name, params (string Pattern, string Other)[] swaps) : ISwapKind
{
    private readonly (Regex Pattern, string Other)[] swaps =
        [.. swaps.Select(s => (new Regex(s.Pattern, RegexOptions.CultureInvariant), s.Other))];

    public string Name => name;

    public IEnumerable<(string True, string False)> Make(SourcePassage passage, Random random)
    {
        foreach (var sentence in passage.Sentences.Where(IsMeant))
        {
            var start = random.Next(swaps.Length);
            var (pattern, other) = Enumerable.Range(start, swaps.Length).Select(i => swaps[i % swaps.Length])
                .FirstOrDefault(s => s.Pattern.IsMatch(sentence.Text));
            if (pattern is not null
                && Rephrasing.Of(sentence.Text, pattern.Replace(sentence.Text, other, 1), random) is { } pair)
            {
                yield return pair;
            }
        }
    }

    protected virtual bool IsMeant(SourceSentence sentence) => true;

    /// <summary>Each for the other; a line for a space in a word.</summary>
    protected static (string, string)[] Pairs(string pairs, string before = @"(?<!\p{L})", string behind = @"(?!\p{L})") =>
    [
        .. pairs.Split(' ').Select(p => p.Split('/')).SelectMany(p => new[] { (p[0], p[1]), (p[1], p[0]) })
            .Select(p => (before + p.Item1.Replace('_', ' ') + behind, p.Item2.Replace('_', ' ')))
    ];
}
