using Lectern.Contracts;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>A passage that can be quoted.</summary>
/// <param name="Heading">The headings above it, or empty.</param>
/// <param name="Score">0 to 1, as retrieval gave it.</param>
/// <param name="Source">File name and page, for a reader.</param>
/// <param name="Number">What it is cited by; 0 when it has none.</param>
internal sealed record QuotedPassage(string Content, string Heading, double Score, string Source, int Number = 0)
{
    public static QuotedPassage Of(FoundPassage passage)
    {
        var page = (passage.PageStart, passage.PageEnd) switch
        {
            (null, _) => "",
            ({ } first, { } last) when last > first => $", pages {first}–{last}",
            ({ } first, _) => $", page {first}",
        };
        return new QuotedPassage(
            passage.Content, passage.Heading ?? "", passage.Score, OneLine(passage.FileName) + page, passage.N ?? 0);
    }

    internal static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
