using System.Text.RegularExpressions;

namespace Lectern.Server.Text;

/// <summary>
/// A section's title as questions name it: with its number or without, and without its small words. Thread-safe.
/// </summary>
/// <param name="Own">The terms without what only counts the section: "leave" of "4.2 Leave".</param>
/// <param name="All">All of its terms.</param>
internal sealed partial record SectionTitle(IReadOnlySet<string> Own, IReadOnlySet<string> All)
{
    /// <param name="heading">Its line, with the signs of Markdown or without.</param>
    public static SectionTitle Of(string heading)
    {
        var line = heading.Trim().Trim('#', '*', '_', ' ');
        return new SectionTitle(TermsOf(line[Number().Match(line).Length..]), TermsOf(line));
    }

    /// <summary>Whether all of the title is among the terms of a question.</summary>
    public bool IsIn(IReadOnlySet<string> asked) => Own.Count > 0 && Own.IsSubsetOf(asked);

    /// <summary>Whether the title is all that a question asks for, beside what the place of the section says.</summary>
    public bool IsAllOf(IReadOnlySet<string> asked, Func<string, bool> isBeside) =>
        IsIn(asked) && asked.All(t => All.Contains(t) || isBeside(t));

    /// <summary>A title is not put as a question, unless it is one itself.</summary>
    public static bool IsQuestion(string text) => text.AsSpan().TrimEnd("* _ \t\r\n") is [.., '?' or '？' or '؟'];

    private static HashSet<string> TermsOf(string text) => [.. Terms.ForQuery(text)];

    /// <summary>
    /// "4.2", "IV.", "Chapter 3", "Annex B" before a title; a number alone is one. A numeral or a letter is none without its mark
    /// ("Civil rights", "A day"), and what a hyphen joins is a word ("24-hour service").
    /// </summary>
    [GeneratedRegex(
        @"^(?:(?:(?:chapter|section|part|article|annex|appendix|kapitel|abschnitt|teil|artikel|anhang)\s+|§\s*)"
        + @"(?:\d+(?:\.\d+)*|(?-i:[IVXLC]+|[A-Z])|[A-Z](?=[.)]))[.):]*"
        + @"|\d+(?:\.\d+)*[.):]*|(?:(?-i:[IVXLC]+)|[A-Z])[.):]+)"
        + @"(?:\s*[–—]\s*|\s+-\s+|\s+)(?=[^\s–—-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
