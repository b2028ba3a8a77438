using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>Whom a sentence that begins with a pronoun is about.</summary>
internal static partial class Subjects
{
    /// <summary>A text with its first pronoun replaced by the name that the sentence before begins with.</summary>
    public static string Named(SourceSentence sentence, string text) =>
        Of(sentence) is { } subject ? subject + text[text.IndexOf(' ', StringComparison.Ordinal)..] : text;

    private static string? Of(SourceSentence sentence) =>
        sentence.Before is { } before && Pronoun().IsMatch(sentence.Text) && Subject().Match(before) is { Success: true } subject
            ? subject.Groups[1].Value
            : null;

    [GeneratedRegex(@"^(?:It|He|She) (?:is|was|has|had|\p{Ll}+ed|\p{Ll}+s) ")]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"^((?:The )?\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*) (?:is|was|has|had|\p{Ll}+ed|\p{Ll}+s) ")]
    private static partial Regex Subject();
}
