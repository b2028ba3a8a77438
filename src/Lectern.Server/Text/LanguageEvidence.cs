namespace Lectern.Server.Text;

/// <summary>
/// The languages of a text, one for each of its scripts: the script's own, or the one whose stop words it has, a tenth of its
/// words at least and more than of any other language, English included. Thread-safe.
/// </summary>
internal static class LanguageEvidence
{
    private const double LeastShare = 0.1;

    /// <summary>A single word can stand in any text.</summary>
    private const int Least = 2;

    /// <summary>So many words are enough to tell.</summary>
    private const int MaxWords = 300;

    /// <returns>None for Latin letters that show no other language than English.</returns>
    public static IReadOnlyList<Language> Of(IEnumerable<Word> words)
    {
        var found = new List<Language>();
        foreach (var ofScript in words.Take(MaxWords).GroupBy(w => w.Script))
        {
            if (Languages.Of(ofScript.Key) is { } alone)
                found.Add(alone);
            else if (ofScript.Key is Script.Latin or Script.Cyrillic && ByStopWords(ofScript.Key, [.. ofScript]) is { } likely)
                found.Add(likely);
        }

        return found;
    }

    private static Language? ByStopWords(Script script, List<Word> words)
    {
        Language? likely = null;
        var most = Math.Max(Math.Max(Least, LeastShare * words.Count) - 1, words.Count(w => StopWords.Contains(w.Plain)));
        foreach (var language in Languages.All.Where(l => l.Script == script))
        {
            var count = words.Count(w => !IsUnit(w) && language.IsStopWord(w));
            if (count > most)
                (most, likely) = (count, language);
        }

        return likely;
    }

    /// <summary>A single Latin letter is as often a unit, a column or a variable as a word.</summary>
    private static bool IsUnit(Word word) => word.Plain.Length == 1 && char.IsAscii(word.Plain[0]);
}
