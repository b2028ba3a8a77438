using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>Whether a question asks for a section by its title. Thread-safe.</summary>
internal static class SectionTitles
{
    /// <summary>What is said about a section beside its title, and how a measure is asked for.</summary>
    private static readonly HashSet<string> Asking = QuoteUnits.TermsOf("""
        section sections chapter part paragraph summarise summarize summary overview outline explain describe details detail
        rules rule policy say says said mention text document documents file page long much many often high big large far old
        short please more abschnitt kapitel zusammenfassen zusammenfassung fasse zusammen was steht uber sagt
        """);

    /// <param name="asked">The question's own terms.</param>
    public static Match Of(IReadOnlyCollection<string> asked, QuoteUnit unit)
    {
        var title = QuoteUnits.TermsOf(unit.Section).Where(t => !StopWords.Contains(t) && !t.All(char.IsDigit)).ToHashSet();
        if (title.Count == 0 || !title.All(asked.Contains))
            return Match.None;
        var rest = asked.Where(t => !title.Contains(t) && !Asking.Contains(t)).ToList();
        if (rest.Count == 0)
            return Match.Alone;
        return rest.Count(
            t => !unit.IsAround(t) && !unit.Passage.SourceTerms.Contains(t)) < title.Count ? Match.WithMore : Match.None;
    }

    internal enum Match
    {
        None,

        /// <summary>Something of the section.</summary>
        WithMore,

        /// <summary>The section, and nothing else.</summary>
        Alone,
    }
}
