using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>A denial put in or taken out.</summary>
internal sealed partial class NegationSwap() : WordSwap(
    "negation",
    ($@"\b({Auxiliaries}) not ", "$1 "),
    (@"\b(is|are|was|were|had|with|showed|found|have|has|there is|there was) no ", "$1 a "),
    ($@"^((?:(?! (?:{Auxiliaries}) ).)*) (is|are|was|were|can|could|will|would|should) (?!not|no )", "$1 $2 not "),
    ($@"^((?:(?! (?:{Auxiliaries}) ).)*) (has|have|had) (?=\p{{Ll}}+ed )", "$1 $2 not "))
{
    private const string Auxiliaries = "is|are|was|were|has|have|had|can|could|may|will|would|should|did|does|do";

    /// <summary>A second denial in the sentence would make the twin ambiguous.</summary>
    protected override bool IsMeant(SourceSentence sentence) => Denials().Count(sentence.Text) <= 1
        && !Odd().IsMatch(sentence.Text);

    [GeneratedRegex(@"(?i)\b(?:not|no|never|none|nor|neither|without|cannot|nothing|nobody|n't|hardly|rarely|un\p{L}+able)\b")]
    private static partial Regex Denials();

    [GeneratedRegex(
        @"(?i)\b(?:not only|no more|no less|no longer|whether or not|if not|not all|not every|never|nor|neither|none"
        + @"|cannot|nothing)\b")]
    private static partial Regex Odd();
}
