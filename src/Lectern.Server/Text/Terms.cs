using System.Globalization;
using System.Text;

namespace Lectern.Server.Text;

/// <summary>
/// Turns text into the terms that are indexed and searched, the same way for documents and queries: compatibility-normalised
/// (NFKD) without diacritics, lower case, split at everything that is no letter or digit; English words stemmed; runs of Chinese,
/// Japanese and Korean as overlapping pairs. A term holds letters and digits only, so it can stand in any query. Thread-safe.
/// </summary>
internal static class Terms
{
    private const int MaxTermLength = 64;

    /// <summary>A query of 100,000 characters must not become a disjunction of 20,000 terms.</summary>
    private const int MaxQueryTerms = 64;

    /// <summary>The terms of a document's text, in order.</summary>
    public static IEnumerable<string> ForDocument(string text) => Words(text).Select(Term);

    /// <summary>A query's distinct terms without question words; with them when nothing else is left.</summary>
    public static IReadOnlyList<string> ForQuery(string text)
    {
        var words = Words(text).Take(10 * MaxQueryTerms).ToList();
        var content = words.Where(w => !StopWords.Contains(w)).ToList();
        return [.. (content.Count > 0 ? content : words).Select(Term).Distinct(StringComparer.Ordinal).Take(MaxQueryTerms)];
    }

    /// <summary>A word as it is searched.</summary>
    public static string Term(string word) => PorterStemmer.Stem(word);

    /// <summary>The words of a text, normalised and in order, not stemmed.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var run = new StringBuilder();
        var ideographs = false;
        foreach (var rune in Normalized(text).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark)
                continue;
            var ideograph = !rune.IsAscii && IsIdeograph(rune);
            var joins = ideograph || Rune.IsLetterOrDigit(rune) || category is UnicodeCategory.SpacingCombiningMark;
            if (run.Length > 0 && (!joins || ideograph != ideographs || run.Length >= MaxTermLength))
            {
                foreach (var word in Take(run, ideographs))
                    yield return word;
            }

            ideographs = ideograph;
            if (joins)
                run.Append(Rune.ToLowerInvariant(rune));
        }

        foreach (var word in Take(run, ideographs))
            yield return word;
    }

    private static string Normalized(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text;
        text = CombiningMarks.Bounded(text);
        try
        {
            return text.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // Normalizing refuses lone surrogates (a query can hold them) and noncharacters (so can a document).
            return string.Concat(text.EnumerateRunes().Where(r => !IsNoncharacter(r))).Normalize(NormalizationForm.FormKD);
        }
    }

    private static bool IsNoncharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    /// <summary>A run is one word, or pairs of ideographs.</summary>
    private static IEnumerable<string> Take(StringBuilder run, bool ideographs)
    {
        if (run.Length == 0)
            return [];
        var text = run.ToString();
        run.Clear();
        return ideographs ? Pairs(text) : [text];
    }

    private static IEnumerable<string> Pairs(string run)
    {
        var runes = run.EnumerateRunes().ToArray();
        if (runes.Length == 1)
            yield return run;
        for (var i = 0; i + 1 < runes.Length; i++)
            yield return $"{runes[i]}{runes[i + 1]}";
    }

    /// <summary>Scripts written without spaces between words; Hangul decomposes under NFKD, so its parts count.</summary>
    private static bool IsIdeograph(Rune rune) => rune.Value is
        (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x20000 and <= 0x3134F);
}
