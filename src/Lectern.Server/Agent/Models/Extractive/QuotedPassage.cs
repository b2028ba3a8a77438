using Lectern.Contracts;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>A passage that can be quoted.</summary>
/// <param name="Heading">The headings above it, or empty.</param>
/// <param name="Source">File name and page, for a reader.</param>
/// <param name="Number">What it is cited by; 0 when it has none.</param>
internal sealed record QuotedPassage(string Content, string Heading, string Source, int Number = 0)
{
    /// <summary>How well the search thinks that it fits, 0 to 1; 0 where that is not known.</summary>
    public double Score { get; init; }

    /// <summary>From when the document is, as far as something tells.</summary>
    public string? Date { get; init; }

    /// <summary>The words of the file's name.</summary>
    public IReadOnlySet<string> SourceTerms { get; } = QuoteUnits.TermsOf(Source);

    /// <summary>The words of the headings above it.</summary>
    public IReadOnlySet<string> HeadingTerms { get; } = QuoteUnits.TermsOf(Heading);

    public static QuotedPassage Of(FoundPassage passage)
    {
        var page = (passage.PageStart, passage.PageEnd) switch
        {
            (null, _) => "",
            ({ } first, { } last) when last > first => $", pages {first}–{last}",
            ({ } first, _) => $", page {first}",
        };
        return new QuotedPassage(
            passage.Content, passage.Heading ?? "", OneLine.Of(passage.FileName) + page, passage.N ?? 0)
        {
            Score = passage.Score,
            Date = passage.Date,
        };
    }
}
