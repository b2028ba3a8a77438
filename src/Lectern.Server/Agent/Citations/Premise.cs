using Lectern.Server.Agent.Citations.Binding;
using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// What a question takes for granted with a measure, "Why does the warranty last 36 months?", and where documents say another
/// one. Thread-safe.
/// </summary>
internal sealed class Premise
{
    /// <summary>Sentences of a prompt that are looked at.</summary>
    private const int MaxSentences = 8;

    /// <summary>The least share of the question's words that a statement with another measure holds.</summary>
    private const double LeastShare = 0.5;

    private static readonly HashSet<string> Asking = WordList.Set("warum wieso weshalb wann wo wer was welche welcher welches");

    private readonly ClaimReading reading;
    private readonly List<Figure> measures;
    private readonly List<int> words;

    private Premise(ClaimReading reading, List<Figure> measures)
    {
        (this.reading, this.measures) = (reading, measures);
        words = [.. reading.Content.Where(i => !Asking.Contains(reading.Text.Tokens[i].Word))];
    }

    /// <returns>One for each sentence of the prompt that has a measure: a figure with a unit.</returns>
    public static IReadOnlyList<Premise> Of(string prompt)
    {
        var premises = new List<Premise>();
        foreach (var (start, length) in SentenceSplitter.Split(prompt).Take(MaxSentences))
        {
            var reading = new ClaimReading(prompt.Substring(start, length), "", _ => false);
            var measures = reading.Text.Figures.Where(
                f => f is { Unit: not null, Date: null, Time: null, IsYear: false }).ToList();
            if (measures.Count > 0 && reading.Text.IsBindable && reading.Content.Count > 0)
                premises.Add(new Premise(reading, measures));
        }

        return premises;
    }

    /// <returns>
    /// The statement that shares most with the question and says another measure; null where one that shares as much says the
    /// question's own, or none does.
    /// </returns>
    /// <param name="passages">All that was found for the question.</param>
    public (int Passage, Statement Statement)? Otherwise(IReadOnlyList<PassageText> passages)
    {
        var stated = passages.SelectMany((p, i) => p.Bindable.Where(s => !s.IsTitle && s.Reading.Figures.Count > 0)
            .Select(s => (Passage: i, Support: new Support(reading, s, p)))).ToList();
        var (best, share) = (((int, Statement)?)null, 0.0);
        foreach (var (passage, support) in stated.Where(s => measures.Exists(m => Has(s.Support, m, isOther: true))))
        {
            if (Share(support) is var own && own >= LeastShare && own > share
                && reading.Names.All(n => n == 0 || NameBinding.Stands(support, n)))
            {
                (best, share) = ((passage, support.Statement), own);
            }
        }

        return stated.Exists(
            s => Share(s.Support) >= share && measures.Exists(m => Has(s.Support, m, isOther: false))) ? null : best;
    }

    private double Share(Support support) => words.Count == 0 ? 0 : words.Average(
        i => support.Stands(i) || support.StandsAround(reading.Text.Tokens[i]) ? 1.0 : 0);

    private static bool Has(Support support, Figure measure, bool isOther) => support.Statement.Reading.Figures.Any(f =>
        f is { Values.Count: > 0, IsWeak: false, IsYear: false } && measure.HasValueOf(f) != isOther
        && UnitBinding.Fits(support, measure, f));
}
