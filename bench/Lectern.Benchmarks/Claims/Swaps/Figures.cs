using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>The figures that sentences hold.</summary>
internal static partial class Figures
{
    public static IReadOnlyList<Match> Of(string text) => [.. Number().Matches(text).OfType<Match>()];

    public static string Replace(string text, Match figure, string other) =>
        string.Concat(text.AsSpan(0, figure.Index), other, text.AsSpan(figure.Index + figure.Length));

    /// <summary>What the other sentences of a passage name and this one does not.</summary>
    public static IReadOnlyList<string> OfOthers(SourcePassage passage, SourceSentence sentence) =>
    [
        .. passage.Sentences.Where(s => s != sentence).SelectMany(s => Of(s.Text)).Select(m => m.Value).Distinct()
            .Where(v => !sentence.Text.Contains(v, StringComparison.Ordinal))
    ];

    /// <summary>One that is no part of a name, a range or a reference.</summary>
    [GeneratedRegex(
        """
        (?<![\p{L}\d.,–/:()*-]|(?:Fig|Figure|Table|No|Chapter|Section|Article|Item|type|Type|grade|phase|Phase)s?\.?\ )
        (?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
        (?![\p{L}\d–/:)-]|[.,]\d)
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Number();
}
