namespace Lectern.Server.Text;

/// <summary>
/// Turns text into the terms that are indexed and searched. A passage's words are brought to their stems in the language that its
/// script or its stop words show, English where nothing does; a query's in each language that the index has. Thread-safe.
/// </summary>
internal static class Terms
{
    /// <summary>A query of 100,000 characters must not become a disjunction of 20,000 terms.</summary>
    private const int MaxQueryTerms = 64;

    /// <summary>A question in pieces of two or three letters has more of them.</summary>
    private const int MaxQueryPieces = 128;

    /// <summary>The terms of a passage, and the marks of the languages that it is in.</summary>
    /// <param name="texts">Its content first, which tells the languages.</param>
    public static IEnumerable<string> ForDocument(params IReadOnlyList<string> texts)
    {
        var words = texts.Select(t => Text.Words.Of(t).ToList()).ToList();
        var languages = LanguageEvidence.Of(words[0]);
        return words.SelectMany(w => w).Select(w => Term(w, languages))
            .Concat(languages.Where(Languages.All.Contains).Select(l => l.Mark));
    }

    /// <summary>A query's distinct terms in an index of English.</summary>
    public static IReadOnlyList<string> ForQuery(string text) => [.. ForQuery(text, []).Select(t => t.Forms[0])];

    /// <summary>A query's distinct words without question words; with them when nothing else is left.</summary>
    /// <param name="languages">Of the index, where a script does not tell them.</param>
    public static IReadOnlyList<QueryTerm> ForQuery(string text, IReadOnlyList<Language> languages)
    {
        var words = Text.Words.Of(text).Take(10 * MaxQueryTerms).ToList();
        var asked = LanguageEvidence.Of(words);
        var content = words.Where(w => !(In(asked, w)?.IsStopWord(w) ?? StopWords.Contains(w.Plain))).ToList();
        var distinct = (content.Count > 0 ? content : words).DistinctBy(w => w.Plain).ToLookup(w => w.Script.IsCutInPieces());
        return [.. distinct[false].Take(MaxQueryTerms).Concat(distinct[true].Take(MaxQueryPieces))
            .Select(w => new QueryTerm([.. Forms(w, languages).Distinct(StringComparer.Ordinal)])).DistinctBy(t => t.Forms[0])];
    }

    /// <summary>The languages of texts that are compared with each other, one for a script.</summary>
    public static IReadOnlyList<Language> LanguagesOf(IEnumerable<string> texts) =>
        LanguageEvidence.Of(texts.SelectMany(Text.Words.Of));

    /// <summary>The terms of a text in given languages, without marks.</summary>
    public static IEnumerable<string> Of(string text, IReadOnlyList<Language> languages) =>
        Text.Words.Of(text).Select(w => Term(w, languages));

    /// <summary>A query's distinct terms in given languages, without question words where others are left.</summary>
    /// <param name="languages">None for English.</param>
    public static IReadOnlyList<string> ForQueryIn(string text, IReadOnlyList<Language> languages)
    {
        if (languages.Count == 0)
            return ForQuery(text);
        var words = Text.Words.Of(text).Take(10 * MaxQueryTerms).ToList();
        IReadOnlyList<Language> asked = [.. LanguageEvidence.Of(words), .. languages];
        var content = words.Where(w => !(In(asked, w)?.IsStopWord(w) ?? StopWords.Contains(w.Plain))).ToList();
        return [.. (content.Count > 0 ? content : words).Select(w => Term(w, languages)).Distinct(StringComparer.Ordinal)
            .Take(MaxQueryPieces)];
    }

    /// <summary>An English word, or one of no known language, as it is searched.</summary>
    public static string Term(string word) => PorterStemmer.Stem(word);

    /// <summary>A term without what says of which language it is.</summary>
    public static string Stem(string term) => term[(term.IndexOf(Language.Separator, StringComparison.Ordinal) + 1)..];

    /// <summary>The words of a text as they are compared, in order, not stemmed.</summary>
    public static IEnumerable<string> Words(string text) => Text.Words.Of(text).Select(w => w.Plain);

    private static IEnumerable<string> Forms(Word word, IReadOnlyList<Language> languages) =>
        Languages.Of(word.Script) is { } alone
            ? [alone.Term(word)]
            : languages.Where(l => l.Script == word.Script).Select(l => l.Term(word)).Prepend(Term(word.Plain));

    private static string Term(Word word, IReadOnlyList<Language> languages) =>
        In(languages, word)?.Term(word) ?? Term(word.Plain);

    private static Language? In(IReadOnlyList<Language> languages, Word word)
    {
        foreach (var language in languages)
        {
            if (language.Script == word.Script)
                return language;
        }

        return null;
    }
}
