using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>Whether a question asks for a section by its title. For one question; not thread-safe.</summary>
/// <param name="asked">The question's own terms.</param>
internal sealed class SectionTitles(IReadOnlySet<string> asked)
{
    /// <summary>What is said about a section beside its title, and how a measure is asked for.</summary>
    private static readonly HashSet<string> Asking = QuoteUnits.TermsOf("""
        section sections chapter part paragraph summarise summarize summary overview outline explain describe details detail
        rules rule policy say says said mention text document documents file page long much many often high big large far old
        short please more abschnitt kapitel zusammenfassen zusammenfassung fasse zusammen was steht uber sagt
        """);

    private readonly Dictionary<string, SectionTitle> titles = new(StringComparer.Ordinal);

    public Match Of(QuoteUnit unit)
    {
        if (unit.Section.Length == 0)
            return Match.None;
        if (!titles.TryGetValue(unit.Section, out var title))
            titles[unit.Section] = title = SectionTitle.Of(unit.Section);
        if (!title.IsIn(asked))
            return Match.None;
        if (title.IsAllOf(asked, t => Asking.Contains(t) || IsBeside(unit, t)))
            return Match.Alone;
        var elsewhere = asked.Count(
            t => !title.All.Contains(t) && !Asking.Contains(t) && !unit.IsAround(t) && !unit.Passage.SourceTerms.Contains(t));
        return elsewhere < title.Own.Count ? Match.WithMore : Match.None;
    }

    private static bool IsBeside(QuoteUnit unit, string term) =>
        unit.Passage.HeadingTerms.Contains(term) || unit.Passage.SourceTerms.Contains(term);

    internal enum Match
    {
        None,

        /// <summary>Something of the section.</summary>
        WithMore,

        /// <summary>The section, and nothing else.</summary>
        Alone,
    }
}
