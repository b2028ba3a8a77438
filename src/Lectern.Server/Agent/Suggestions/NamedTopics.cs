using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Suggestions;

/// <summary>
/// What the sentences of a text name: consecutive words of one clause, of prose only. A noun is known by the article before it
/// and what follows it, in the languages whose articles tell; a name by its capitals.
/// </summary>
internal static partial class NamedTopics
{
    private const int Shortest = 40;
    private const int Longest = 300;
    private const int FewestWords = 6;

    public static IEnumerable<string> Of(string text)
    {
        var language = QuestionWords.LanguageOf(text);
        return SentenceSplitter.Split(text).Select(s => text.Substring(s.Start, s.Length).Trim()).Where(IsProse)
            .SelectMany(sentence => In(Spaces().Replace(sentence, " "), language));
    }

    private static IEnumerable<string> In(string sentence, string language) => language switch
    {
        "en" => English().Matches(sentence).Select(m => "the " + m.Groups[1].Value).Concat(Names(sentence)),
        "de" => German().Matches(sentence).Select(m => m.Groups[1].Value),
        "fr" => French().Matches(sentence).Select(m => m.Value.ToLowerInvariant()[0] + m.Value[1..]),
        "es" => Spanish().Matches(sentence).Select(m => m.Value.ToLowerInvariant()[0] + m.Value[1..]),
        _ => Names(sentence),
    };

    /// <summary>Two words with capitals within a clause, neither of which begins the sentence.</summary>
    private static IEnumerable<string> Names(string sentence) =>
        Name().Matches(sentence).Where(m => m.Index > 0).Select(m => m.Value);

    /// <summary>A whole sentence, not a line of a table, a list or a picture.</summary>
    private static bool IsProse(string sentence) =>
        sentence.Length is > Shortest and < Longest && End().IsMatch(sentence) && !char.IsLower(sentence[0])
        && !sentence.Contains('|', StringComparison.Ordinal) && !sentence.Contains("\n\n", StringComparison.Ordinal)
        && ReadableWords.Of(sentence).Count >= FewestWords && ReadableWords.Are(sentence);

    [GeneratedRegex(@"\p{L}{2,}[.!?]$")]
    private static partial Regex End();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(
        @"(?<=(?:^|[ (])\p{Ll}+,? )(?!The |An? |In |On |Of )\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){1,2}(?![-\p{L}’']| \p{Lu})")]
    private static partial Regex Name();

    /// <summary>One or two words between an article and what no noun goes on with; a participle is none.</summary>
    [GeneratedRegex(
        @"\b[Tt]he ((?!(?:same|other|first|last|next|following|above|latter|former|whole|most|more|least|only|very|one|two|rest|"
        + @"number|amount|use|end|fact|case|way|part|time|result|lack|kind|type|set|purpose|role|basis|name|people)\b)"
        + @"\p{L}[\p{L}-]{2,}(?: (?!(?:since|then|that|than|when|where|with|from|into|there|because)\b)"
        + @"\p{Ll}[\p{L}-]{3,}(?<!ed|ly))?)(?<!ed|ly|ing|est)"
        + @"(?= (?:of|is|are|was|were|has|had|have|can|may|must|will|shall|should|which) |[,;])")]
    private static partial Regex English();

    [GeneratedRegex(@"(?<=\b(?:[Dd](?:er|ie|as|es|em|en)|[Ee]ine[mnrs]?|[Zz]ur|[Zz]um|[Ii]m|[Bb]eim) )(\p{Lu}\p{Ll}{3,})\b")]
    private static partial Regex German();

    [GeneratedRegex(@"\b(?:[Ll]e|[Ll]a|[Ll]es) \p{Ll}{4,}(?= (?:de|du|des|est|sont|était|qui|dans|pour|et) |[,;.])")]
    private static partial Regex French();

    [GeneratedRegex(@"\b(?:[Ee]l|[Ll]a|[Ll]os|[Ll]as) \p{Ll}{4,}(?= (?:de|del|es|son|está|están|que|en|y|para) |[,;.])")]
    private static partial Regex Spanish();
}
