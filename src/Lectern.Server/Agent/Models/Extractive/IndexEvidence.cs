using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// How much of a question the best passage holds, by what its words weigh in the whole index: the search's own score, more where
/// a word that is missing has a kindred one there ("Schießpulverunternehmen", "Schießpulver"), and names counted once again, for
/// what is asked about is mostly one. The shares were chosen on half of the articles of XQuAD, one number for all languages.
/// Thread-safe.
/// </summary>
internal static partial class IndexEvidence
{
    private const double KinShare = 0.2;
    private const double NameShare = 0.1;

    /// <summary>What a passage lacks that shares one word with the question: that may be chance.</summary>
    private const double OfOneWord = 0.05;

    /// <param name="passage">The best one.</param>
    /// <param name="wanted">From <see cref="Question.Wanted"/>, in these languages.</param>
    public static double Of(
        Question question, IReadOnlyCollection<string> wanted, QuotedPassage passage, IReadOnlyList<Language> languages)
    {
        var held = QuoteUnits.TermsOf(passage.Content);
        held.UnionWith(Terms.Of(passage.Content, languages));
        var words = held.Select(Terms.Stem).ToHashSet(StringComparer.Ordinal);
        var names = Name().Matches(question.Text).Skip(1).Where(m => !char.IsLower(m.Value[0]))
            .SelectMany(m => languages.Count == 0 ? Terms.ForQuery(m.Value) : Terms.Of(m.Value, languages))
            .ToHashSet(StringComparer.Ordinal);
        double kin = 0, named = 0, count = 0;
        foreach (var term in wanted)
        {
            var isHeld = held.Contains(term);
            var likeness = isHeld ? 1 : KindredWords.Likeness(Terms.Stem(term), words);
            count += likeness;
            kin += isHeld ? 0 : likeness;
            named += !names.Contains(term) ? 0 : isHeld ? 1 : likeness - 1;
        }

        return passage.Score + (((KinShare * kin) + (NameShare * named)) / Math.Max(1, wanted.Count))
            - (count <= 1 && wanted.Count > 1 ? OfOneWord : 0);
    }

    /// <summary>
    /// A word; one that begins with a capital or a digit within a question is a name, in German a noun. In a script without
    /// capitals all but the first count as names, and where there are no blanks, what stands between signs.
    /// </summary>
    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Name();
}
