using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>Words for others of the same meaning; null when there are none.</summary>
internal static partial class OtherWords
{
    private static readonly (string From, string To)[] SameMeaning =
    [
        (" approximately ", " about "), (" approximately ", " roughly "), (" more than ", " over "),
            (" at least ", " no less than "),
        (" at most ", " no more than "), (" increased ", " rose "), (" decreased ", " declined "), (" decreased ", " fell "),
        (" increases ", " raises "), (" decreases ", " reduces "), (" use ", " employ "), (" used ", " employed "),
        (" showed ", " demonstrated "), (" shows ", " demonstrates "), (" found ", " discovered "), (" began ", " started "),
        (" obtain ", " get "), (" almost ", " nearly "), (" however ", " "), (" prior to ", " before "), (" also ", " "),
    ];

    public static string? Contracted(string s, Random random) => Changed(s, Auxiliary().Replace(s, "$1n't "));

    public static string? Synonym(string s, Random random)
    {
        var start = random.Next(SameMeaning.Length);
        return Enumerable.Range(start, SameMeaning.Length).Select(i => SameMeaning[i % SameMeaning.Length])
            .Where(w => s.Contains(w.From, StringComparison.Ordinal))
            .Select(w => s.Replace(w.From, w.To, StringComparison.Ordinal)).FirstOrDefault();
    }

    /// <returns>Null for what has stayed the same.</returns>
    public static string? Changed(string before, string after) => before == after ? null : after;

    [GeneratedRegex(@"\b(is|are|was|were|has|have|had|do|does|did|would|could|should) not ")]
    private static partial Regex Auxiliary();
}
