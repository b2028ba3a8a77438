using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>The other way round: more than for less than, or the two that are compared in each other's place.</summary>
internal sealed partial class ComparisonSwap() : WordSwap(
    "comparison",
    [
        (
            @"^(The|An?|\p{Lu}\p{Ll}+)( [^,;]{3,40}?) (is|are|was|were) ((?:more|less|much|far|\p{Ll}+er)\b[^,;]{0,30}) "
                + @"than ((?:the|an?) [^,;]{3,40}|\p{Lu}\p{Ll}+)$",
            "$5 $3 $4 than $1$2"),
        .. Pairs(
            "more/less fewer/more greater/smaller larger/smaller higher/lower longer/shorter "
            + "better/worse faster/slower older/younger earlier/later stronger/weaker cheaper/dearer "
            + "deeper/shallower wider/narrower heavier/lighter bigger/smaller easier/harder",
            behind: @"(?=(?!\p{L})[^,;]{0,60} than )"),
    ])
{
    protected override bool IsMeant(SourceSentence sentence) =>
        Than().IsMatch(sentence.Text) && !sentence.Text.Contains("other than", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?:more|less|fewer|\p{Ll}+er|worse)\b[^,;]{0,60} than ")]
    private static partial Regex Than();
}
