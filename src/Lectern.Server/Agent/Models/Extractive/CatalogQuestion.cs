using System.Text.RegularExpressions;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// What is said to the library and not asked of what stands in it: a greeting, what it can do, how many documents there are, in
/// the page's languages and Russian; which of them mention something and what is new, in English and German. Thread-safe.
/// </summary>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Mentioned">What the documents are to mention; null where all are meant.</param>
/// <param name="Span">When they came or were changed; null where all are meant.</param>
internal sealed partial record CatalogQuestion(string? Mentioned, string Language, AskedSpan? Span = null)
{
    private const int MaxQuestion = 400;

    public LibraryPhrase Phrase { get; private init; } = LibraryPhrase.Documents;

    public static CatalogQuestion? Of(string text, DateOnly today)
    {
        var question = Blanks().Replace(text.Trim().TrimEnd('?', '.', '!', ' '), " ");
        if (question.Length > MaxQuestion)
            return null;
        if (NewsQuestion.Of(question, today) is { } news)
            return new CatalogQuestion(Mentioned: null, news.IsGerman ? "de" : "en", news.Span);
        if (Mentioning().Match(question) is { Success: true } m)
            return new CatalogQuestion(m.Groups["what"].Value, m.Groups["german"].Success ? "de" : "en");
        return LibraryPhrases.Find(question) is { } said
            ? new CatalogQuestion(Mentioned: null, said.Language) { Phrase = said.Phrase } : null;
    }

    [GeneratedRegex(
        """
        ^(?:how\ many|which|what|list\ (?:the|all)|in\ which)(?:\ of\ the)?\ (?:documents|files)\ 
        (?:(?:that|which)\ )?(?:mention|contain|name|discuss|cover|talk\ about|speak\ (?:of|about)|refer\ to|are\ about
            |say\ something\ about)\ (?<what>.+)$
        |^(?<german>wie\ viele|welche|in\ welchen)\ (?:dokumente|dokumenten|dateien|unterlagen)\ 
        (?:erwähnen|enthalten|nennen|behandeln|handeln\ von|sprechen\ von)\ (?<what>.+)$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Mentioning();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
