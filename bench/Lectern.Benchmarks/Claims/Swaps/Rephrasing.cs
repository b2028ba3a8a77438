namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>
/// Says a sentence in other words that mean the same: moved adverbials, other formats of numbers, units and dates, introductions,
/// left out asides. The same is done to a true sentence and to its false twin.
/// </summary>
internal static class Rephrasing
{
    private const int Tries = 6;
    private const int Most = 2;

    /// <summary>In any language.</summary>
    private static readonly Func<string, Random, string?>[] General =
        [Same, Same, OtherOrder.WithoutParentheses, OtherFormats.Number, OtherFormats.Emphasis];

    private static readonly Func<string, Random, string?>[] English =
    [
        OtherOrder.Introduced, OtherOrder.Fronted, OtherOrder.Unfronted, OtherOrder.WithoutConnective,
            OtherOrder.WithoutApposition,
        OtherOrder.WithoutEnding, OtherOrder.Genitive, OtherOrder.FirstClause, OtherOrder.FirstClause, OtherFormats.SmallNumber,
        OtherFormats.Unit, OtherFormats.Date, OtherWords.Contracted, OtherWords.Synonym,
    ];

    /// <returns>Both, said the same way, with full stops; null when they would no longer differ.</returns>
    public static (string True, string False)? Of(string trueSentence, string falseSentence, Random random)
    {
        var ways = trueSentence.Contains(" the ", StringComparison.Ordinal) ? [.. General, .. English] : General;
        var (one, other, done) = (trueSentence, falseSentence, 0);
        for (var tries = 0; tries < Tries && done < Most; tries++)
        {
            var way = ways[random.Next(ways.Length)];
            var seed = random.Next();
            if (way(one, new Random(seed)) is { } first && way(other, new Random(seed)) is { } second && first != second)
                (one, other, done) = (first, second, done + 1);
        }

        return one == other ? null : (one + ".", other + ".");
    }

    private static string? Same(string s, Random random) => s;
}
