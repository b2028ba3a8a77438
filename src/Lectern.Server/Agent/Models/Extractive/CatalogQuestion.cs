using System.Text.RegularExpressions;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// A question about the library and not about what stands in it: how many documents there are, which of them mention something,
/// what is new. English and German. Thread-safe.
/// </summary>
/// <param name="Mentioned">What the documents are to mention; null where all are meant.</param>
/// <param name="Span">When they came or were changed; null where all are meant.</param>
internal sealed partial record CatalogQuestion(string? Mentioned, bool IsGerman, AskedSpan? Span = null)
{
    private const int MaxQuestion = 400;

    public static CatalogQuestion? Of(string text, DateOnly today)
    {
        var question = Blanks().Replace(text.Trim().TrimEnd('?', '.', '!', ' '), " ");
        if (question.Length > MaxQuestion)
            return null;
        if (NewsQuestion.Of(question, today) is { } news)
            return new CatalogQuestion(Mentioned: null, news.IsGerman, news.Span);
        if (All().Match(question) is { Success: true } all)
            return new CatalogQuestion(Mentioned: null, all.Groups["german"].Success);
        return Mentioning().Match(question) is { Success: true } m
            ? new CatalogQuestion(m.Groups["what"].Value, m.Groups["german"].Success) : null;
    }

    [GeneratedRegex(
        """
        ^(?:how\ many|(?:which|what|list|show)(?:\ me)?(?:\ all)?(?:\ (?:the|my|your))?)\ (?:documents|files)
        (?:\ (?:are\ there|are\ here|exist|are\ indexed|do\ (?:you|we|i)\ have|have\ you\ got
            |can\ you\ (?:see|search|read)|do\ you\ know))?
        (?:\ (?:here|now|in\ (?:the|this)\ (?:index|library)))?$
        |^(?<german>wie\ viele|welche)\ (?:dokumente|dateien|unterlagen)
        (?:\ (?:gibt\ es|hast\ du|haben\ wir|sind\ da|kennst\ du))?(?:\ hier)?$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex All();

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
