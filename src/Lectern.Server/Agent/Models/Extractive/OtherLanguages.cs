using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// What else tells which sentence answers in another language than English, where sentences have fewer of a question's words as
/// they stand: what the search thinks of the passage, words that are kindred to those asked for, and a figure where one is asked
/// for. The shares were chosen on half of the articles of XQuAD, for all its languages alike. Thread-safe.
/// </summary>
internal static class OtherLanguages
{
    private const double SearchShare = 0.3;

    /// <summary>Of what a word itself counts.</summary>
    private const double KinShare = 0.25;

    /// <summary>Of a sentence with a figure, where the question asks for one.</summary>
    private const double FigureShare = 0.1;

    /// <param name="weights">Each wanted term's share of the question.</param>
    public static void AddTo(
        string question, IReadOnlyList<QuoteUnit> units, IReadOnlyList<QuotedPassage> passages,
        Dictionary<string, double> weights)
    {
        var asked = AskedFigure.IsIn(question) ? Terms.Words(question).ToHashSet(StringComparer.Ordinal) : null;
        var most = passages.Select(p => p.Score).DefaultIfEmpty().Max();
        foreach (var unit in units)
        {
            if (most > 0)
                unit.Score += SearchShare * unit.Passage.Score / most;
            if (asked is not null && AskedFigure.IsSaidBy(unit.Text, asked))
                unit.Score += FigureShare;
            var words = unit.Terms.Select(Terms.Stem).ToHashSet(StringComparer.Ordinal);
            foreach (var (term, weight) in weights.Where(w => !unit.Terms.Contains(w.Key)))
                unit.Score += KinShare * weight * KindredWords.Likeness(Terms.Stem(term), words);
        }
    }
}
