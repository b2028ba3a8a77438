using System.Text.RegularExpressions;

namespace Lectern.Server.Agent.Suggestions;

/// <summary>Tells words of a language from what a scan, a table or a formula leaves of them.</summary>
internal static partial class ReadableWords
{
    private const double LeastLetters = 0.8;
    private const int LongestWord = 30;
    private const int ShortestCapitals = 6;

    public static IReadOnlyList<string> Of(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    /// <summary>Whether a text is of words and little else, each of which could be one.</summary>
    public static bool Are(string text)
    {
        var words = Of(text);
        var signs = text.Count(c => !char.IsWhiteSpace(c));
        return words.Count > 0 && words.Sum(w => w.Length) >= LeastLetters * signs && words.All(IsWord)
            && words.Count(w => Hump().IsMatch(w)) < 2
            && (words.Any(w => !IsLatin(w)) || words.Average(w => w.Length) >= 3);
    }

    /// <summary>One of Latin letters has a vowel, unless it is short or an abbreviation, and few capitals within it.</summary>
    private static bool IsWord(string word) =>
        word.Length <= LongestWord && Hump().Count(word) < 2
        && !Repeated().IsMatch(word)
        && (!IsLatin(word) || word.Length < 4 || Vowel().IsMatch(word)
            || (word.Length < ShortestCapitals && word.All(char.IsUpper)));

    private static bool IsLatin(string word) => word[0] < '\u0250';

    /// <summary>Letters, what belongs to them, and what joins two.</summary>
    [GeneratedRegex(@"\p{L}[\p{L}\p{M}]*(?:[-’'][\p{L}\p{M}]+)*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\p{Ll}\p{Lu}")]
    private static partial Regex Hump();

    [GeneratedRegex("[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿœāēīōūąęěůőűığ]", RegexOptions.IgnoreCase)]
    private static partial Regex Vowel();

    [GeneratedRegex(@"(\p{Ll})\1\1")]
    private static partial Regex Repeated();
}
