using Lectern.Contracts;
using Lectern.Server.Agent.Versions;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>Quotes what documents that disagree say of a question, each with its date, the newest first. Thread-safe.</summary>
internal static class VersionQuotes
{
    /// <param name="passages">The found ones, as they are quoted.</param>
    /// <param name="characters">For all quotes.</param>
    /// <returns>None where they do not disagree.</returns>
    public static IReadOnlyList<Quote> Of(
        string question, IReadOnlyList<FoundPassage> found, IReadOnlyList<QuotedPassage> passages, int characters)
    {
        if (Disagreement.Find(question, [.. found.Select(Dated)])?.Versions is not { } versions)
            return [];
        List<Quote> quotes = [.. versions.Select(v => Of(passages[v.Number], v, characters / versions.Count)).OfType<Quote>()];

        // A heading is compared and cannot be quoted: one alone disagrees with nothing that is shown.
        return quotes.Count < 2 ? [] : quotes;
    }

    private static Quote? Of(QuotedPassage passage, DatedStatement version, int characters) =>
        QuoteUnits.Of(passage, []).Find(u => u.Start == version.Statement.Start) is { } unit
            ? new Quote(TextStart.AtWord(unit.Text, characters), passage, unit.Columns) { Date = version.Date } : null;

    private static DatedPassage Dated(FoundPassage p) =>
        new(p.FileId, p.FileName, p.Heading ?? "", p.Content, DocumentDate.Read(p.Date, p.DateSource));
}
