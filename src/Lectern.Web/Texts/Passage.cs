namespace Lectern.Web.Texts;

/// <summary>The part of a text in which the words of a search stand.</summary>
internal static class Passage
{
    private const int ShortestWord = 4;
    private const int Ending = 3;
    private const int MostPlaces = 200;

    /// <summary>Characters before the first word, so that it is read in its sentence.</summary>
    private const int Before = 50;

    /// <summary>The beginnings of a search's words, which other forms of them share.</summary>
    public static IReadOnlyList<string> BeginningsOf(string query)
    {
        var signs = query.Where(c => !char.IsLetterOrDigit(c)).Distinct().ToArray();
        var words = signs.Length == 0 ? [query] : query.Split(signs, StringSplitOptions.RemoveEmptyEntries);
        var all = words.SelectMany(w => IsSpaced(w[0]) ? [w] : Pairs(w)).ToList();
        var telling = all.Where(w => w.Length >= ShortestWord || !IsSpaced(w[0]) || w.Any(char.IsDigit)).ToList();
        return [.. (telling.Count > 0 ? telling : all)
            .Select(w => w.Length > ShortestWord && IsSpaced(w[0]) ? w[..Math.Max(ShortestWord, w.Length - Ending)] : w)
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    public static bool Has(string text, IReadOnlyList<string> beginnings) => PlacesIn(text, beginnings).Any();

    /// <param name="longest">UTF-16 units, without the signs of what is left out.</param>
    /// <returns>Around most of the words; the beginning where none stands in it.</returns>
    public static string Around(string text, IReadOnlyList<string> beginnings, int longest)
    {
        var places = PlacesIn(text, beginnings).Take(MostPlaces).ToList();
        var first = places.Count == 0 ? 0 : places.MaxBy(p =>
            places.Where(o => o.At >= p.At && o.At < p.At + longest - Before).DistinctBy(o => o.Word).Count()).At;
        var from = first <= Before || text.Length <= longest ? 0 : text.IndexOf(' ', first - Before, Before) + 1;
        if (from == 0 && first > Before && text.Length > longest)
            from = char.IsLowSurrogate(text[first - Before]) ? first - Before + 1 : first - Before;
        return (from > 0 ? "…" : "") + TextStart.Of(text[from..], longest, "…");
    }

    private static IEnumerable<(int At, string Word)> PlacesIn(string text, IReadOnlyList<string> beginnings) =>
        beginnings.SelectMany(word => PlacesOf(text, word)).OrderBy(p => p.At);

    private static IEnumerable<(int At, string Word)> PlacesOf(string text, string word)
    {
        for (var at = -1; (at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            if (at == 0 || !IsSpaced(word[0]) || !char.IsLetterOrDigit(text[at - 1]))
                yield return (at, word);
        }
    }

    /// <summary>Whether its script has spaces between words.</summary>
    private static bool IsSpaced(char c) => c < '\u0e00' || c is (> '\u0eff' and < '\u3040') or (>= '\uac00' and <= '\ud7a3');

    private static IEnumerable<string> Pairs(string word) =>
        word.Length < 3 ? [word] : Enumerable.Range(0, word.Length - 1).Select(i => word.Substring(i, 2));
}
