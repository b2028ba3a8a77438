using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// What else tells which sentence answers in another language than English, where sentences have fewer of a question's words as
/// they stand: what the search thinks of the passage, and words that are kindred to those asked for. The two shares were chosen
/// on half of the articles of XQuAD, for all its languages alike. Thread-safe.
/// </summary>
internal static class OtherLanguages
{
    private const double SearchShare = 0.3;

    /// <summary>Of what a word itself counts.</summary>
    private const double KinShare = 0.25;

    /// <param name="weights">Each wanted term's share of the question.</param>
    public static void AddTo(
        IReadOnlyList<QuoteUnit> units, IReadOnlyList<QuotedPassage> passages, Dictionary<string, double> weights)
    {
        var most = passages.Select(p => p.Score).DefaultIfEmpty().Max();
        foreach (var unit in units)
        {
            if (most > 0)
                unit.Score += SearchShare * unit.Passage.Score / most;
            var words = unit.Terms.Select(Terms.Stem).ToHashSet(StringComparer.Ordinal);
            foreach (var (term, weight) in weights.Where(w => !unit.Terms.Contains(w.Key)))
                unit.Score += KinShare * weight * KindredWords.Likeness(Terms.Stem(term), words);
        }
    }
}
