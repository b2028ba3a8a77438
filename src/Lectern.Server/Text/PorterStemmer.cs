namespace Lectern.Server.Text;

/// <summary>
/// The Porter stemmer (M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980), with the two departures of its
/// author's reference program: <c>abli</c>→<c>able</c> is <c>bli</c>→<c>ble</c>, and <c>logi</c>→<c>log</c>. Words that are not
/// lower-case ASCII letters are returned as they are. Thread-safe.
/// </summary>
internal static class PorterStemmer
{
    private static readonly (string Suffix, string With)[] Step2 =
    [
        ("ational", "ate"), (
            "tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"), ("alli", "al"),
        ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"),
        ("iveness", "ive"), (
            "fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"),
    ];

    private static readonly (string Suffix, string With)[] Step3 =
    [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ];

    private static readonly string[] Step4 =
    [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous",
        "ive", "ize",
    ];

    public static string Stem(string word)
    {
        if (word.Length < 3 || !word.All(char.IsAsciiLetterLower))
            return word;
        word = Plurals(word);
        word = PastAndGerund(word);
        if (word.EndsWith('y') && HasVowel(word[..^1]))
            word = word[..^1] + "i";
        word = ReplaceLongest(word, Step2);
        word = ReplaceLongest(word, Step3);
        word = DropLongest(word);
        return TidyEnd(word);
    }

    /// <summary>Step 1a: sses→ss, ies→i, ss→ss, s→.</summary>
    private static string Plurals(string word)
    {
        if (word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("ies", StringComparison.Ordinal))
            return word[..^2];
        return word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;
    }

    /// <summary>Step 1b: eed→ee, ed and ing dropped after a vowel, then the stem's end mended.</summary>
    private static string PastAndGerund(string word)
    {
        if (word.EndsWith("eed", StringComparison.Ordinal))
            return Measure(word[..^3]) > 0 ? word[..^1] : word;
        string stem;
        if (word.EndsWith("ed", StringComparison.Ordinal) && HasVowel(word[..^2]))
            stem = word[..^2];
        else if (word.EndsWith("ing", StringComparison.Ordinal) && HasVowel(word[..^3]))
            stem = word[..^3];
        else
            return word;
        if (stem.EndsWith("at", StringComparison.Ordinal) || stem.EndsWith("bl", StringComparison.Ordinal)
            || stem.EndsWith("iz", StringComparison.Ordinal))
        {
            return stem + "e";
        }

        if (EndsInDoubleConsonant(stem))
            return stem[^1] is 'l' or 's' or 'z' ? stem : stem[..^1];
        return Measure(stem) == 1 && EndsInShortSyllable(stem) ? stem + "e" : stem;
    }

    private static string ReplaceLongest(string word, (string Suffix, string With)[] rules)
    {
        var best = ("", "");
        foreach (var rule in rules)
        {
            if (rule.Suffix.Length > best.Item1.Length && word.EndsWith(rule.Suffix, StringComparison.Ordinal))
                best = rule;
        }

        var stem = word[..^best.Item1.Length];
        return best.Item1.Length > 0 && Measure(stem) > 0 ? stem + best.Item2 : word;
    }

    private static string DropLongest(string word)
    {
        var best = "";
        foreach (var suffix in Step4)
        {
            if (suffix.Length > best.Length && word.EndsWith(suffix, StringComparison.Ordinal))
                best = suffix;
        }

        var stem = word[..^best.Length];
        if (best.Length == 0 || Measure(stem) <= 1)
            return word;
        return best == "ion" && !(stem.EndsWith('s') || stem.EndsWith('t')) ? word : stem;
    }

    /// <summary>Step 5: a last e, and one of two l.</summary>
    private static string TidyEnd(string word)
    {
        if (word.EndsWith('e'))
        {
            var measure = Measure(word[..^1]);
            if (measure > 1 || (measure == 1 && !EndsInShortSyllable(word[..^1])))
                word = word[..^1];
        }

        return word.EndsWith("ll", StringComparison.Ordinal) && Measure(word[..^1]) > 1 ? word[..^1] : word;
    }

    private static bool IsConsonant(string word, int i) => word[i] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => i == 0 || !IsConsonant(word, i - 1),
        _ => true,
    };

    /// <summary>m in the paper's form [C](VC)^m[V].</summary>
    private static int Measure(string stem)
    {
        var measure = 0;
        for (var i = 1; i < stem.Length; i++)
        {
            if (IsConsonant(stem, i) && !IsConsonant(stem, i - 1))
                measure++;
        }

        return measure;
    }

    private static bool HasVowel(string stem) => Enumerable.Range(0, stem.Length).Any(i => !IsConsonant(stem, i));

    private static bool EndsInDoubleConsonant(string word) =>
        word.Length >= 2 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1);

    /// <summary>Consonant, vowel, consonant other than w, x, y.</summary>
    private static bool EndsInShortSyllable(string word) =>
        word.Length >= 3 && IsConsonant(word, word.Length - 3) && !IsConsonant(word, word.Length - 2)
        && IsConsonant(word, word.Length - 1) && word[^1] is not ('w' or 'x' or 'y');
}
