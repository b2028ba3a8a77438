using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>Who did it in the place of whom it was done to; said actively and passively.</summary>
internal sealed partial class RoleSwap : ISwapKind
{
    private const string Rest =
        "(?:,| in| on| at| for| with| during| after| before| from| to| via| through| and| but| when| which| who| that) .*";

    private static readonly HashSet<string> Articles = ["The", "A", "An", "His", "Her", "Their", "Our", "These", "This", "Some"];

    public string Name => "who did what";

    public IEnumerable<(string True, string False)> Make(SourcePassage passage, Random random)
    {
        foreach (var text in passage.Sentences.Select(s => s.Text))
        {
            if (FromPassive(text, random) is { } passive)
                yield return passive;
            else if (FromActive(text, random) is { } active)
                yield return active;
        }
    }

    private static (string True, string False)? FromPassive(string text, Random random)
    {
        if (Passive().Match(text) is not { Success: true } m || !ArePhrases(m.Groups[1].Value, m.Groups[3].Value))
            return null;
        var (done, verb, doer, rest) = (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value, m.Groups[4].Value);
        return Rephrasing.Of(text, $"{FirstLetter.Capital(doer)} {verb} by {Small(done)}{rest}", random);
    }

    private static (string True, string False)? FromActive(string text, Random random)
    {
        if (Active().Match(text) is not { Success: true } m || !ArePhrases(m.Groups[1].Value, m.Groups[3].Value)
            || !TransitiveVerb.ByForm.TryGetValue(m.Groups[2].Value, out var verb))
        {
            return null;
        }

        var (doer, form, done, rest) = (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value, m.Groups[4].Value);
        if (random.Next(2) == 0)
            return Rephrasing.Of(text, $"{FirstLetter.Capital(done)} {form} {Small(doer)}{rest}", random);
        return (
            $"{FirstLetter.Capital(done)} {verb.Passive(form, done)} by {Small(doer)}{rest}.",
            $"{doer} {verb.Passive(form, doer)} by {done}{rest}.");
    }

    /// <summary>Names, or nouns with their article: what stays one thing when it is moved.</summary>
    private static bool ArePhrases(params string[] phrases) =>
        phrases.All(p => p.Split(' ').Length <= 5 && !NoPhrase().IsMatch(p));

    private static string Small(string s) => FirstLetter.Small(s, Articles);

    [GeneratedRegex(
        $@"^([^,;:()]{{2,50}}?) ((?:is|are|was|were) \p{{Ll}}{{3,}}(?:ed|en|t|d|n)) by "
        + $@"((?:the |an? )?[^,;:()]{{2,45}}?)((?:{Rest})?)$")]
    private static partial Regex Passive();

    [GeneratedRegex(
        $@"^([^,;:()]{{2,50}}?) (\p{{Ll}}{{3,}}) "
        + $@"((?:(?:the|an?|his|her|its|their|our) |\p{{Lu}})[^,;:()]{{2,45}}?)((?:{Rest})?)$")]
    private static partial Regex Active();

    /// <summary>Words that stand in no simple noun phrase.</summary>
    [GeneratedRegex(
        """
        ^(?:the|an?|very|under|while|because|when|after|before|as|since|although|additional|previous|our|her|his|it)$
        |^(?:while|because|when|although|since|very|some|all|most|up|down|off|back|away|together|over|into|about|forth|aside)\b
        |\b(?:is|are|was|were|be|been|has|have|had|not|no|and|or|but|if|than|as|to|in|on|at|by|for|with|from|so|also|only|more
        |less|that|which|who|whom|how|what|when|there|can|may|will|would|could|should|did|does|do|it|he|she|they|we|you|i|him
        |them|us|me|this|these|itself|himself|herself|each|another|one|\p{Ll}+ly|\p{Ll}+ing|\p{Ll}{3,}ed)\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NoPhrase();
}
