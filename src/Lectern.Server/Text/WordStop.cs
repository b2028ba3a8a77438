using System.Collections.Frozen;

namespace Lectern.Server.Text;

/// <summary>
/// Whether a full stop belongs to its word and ends no sentence: an abbreviation, an initial, the number of a list's item, a day,
/// a German ordinal. Thread-safe.
/// </summary>
internal static class WordStop
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "vs", "etc", "eg", "e.g", "ie", "i.e", "cf", "al", "fig",
        "figs", "eq", "no",
        "nos", "vol", "pp", "ed", "eds", "inc", "ltd", "co", "corp", "dept", "est", "approx", "gen", "col", "capt", "sen",
        "rep", "gov",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "u.k", "a.m", "p.m",
        "sec", "ch", "ca",

        // German; Spanish, French, Italian, Portuguese and Dutch; Russian.
        "nr", "bzw", "vgl", "evtl", "ggf", "inkl", "sog", "abb", "hrsg", "geb", "mrd", "jh", "jhd", "z.b", "d.h", "u.a", "v.chr",
        "n.chr", "sra", "srta", "dra", "núm", "pág", "págs", "aprox", "avda", "p.ej", "mme", "mlle", "dott", "pag", "bijv", "dhr",
        "mevr", "т.е", "т.н", "тыс", "млн", "млрд", "напр", "рис", "проф", "акад",
    };

    /// <summary>German puts a full stop between the day and the month.</summary>
    private static readonly string[] Months =
    [
        "Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
        "November", "Dezember",
    ];

    /// <summary>
    /// Words of German texts and hardly of others, as they are written within a sentence: among two of them a number with a full
    /// stop is an ordinal, "im frühen 19. Jahrhundert".
    /// </summary>
    private static readonly FrozenSet<string> German = (
        "der und auf für nicht sich eine einer einem einen eines ist sind wurde wurden wird zum zur vom aus nach seit durch "
        + "über als auch").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Abbreviations of a small letter and another part, with a blank between.</summary>
    private static readonly FrozenSet<string> Spaced = new[]
    {
        "z b", "d h", "u a", "v chr", "n chr", "z t", "u u", "s o", "s u", "o ä", "i d", "d r", "u v", "v m", "p ej", "p es",
        "p ex", "т е", "т д", "т п", "т к", "т н", "н э",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Articles = "der die das dem den des im am vom zum zur ein eine einem einen"
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>So far behind and before a number is looked for German words.</summary>
    private const int Around = 120;

    /// <summary>No abbreviation is longer: so far back is looked for one.</summary>
    private const int Longest = 8;

    /// <summary>Of the word behind a single letter in "z. B.", "v. Chr.", "p. ej.".</summary>
    private const int LongestPart = 3;

    public static bool IsAt(string text, int dot) => IsAbbreviation(text, dot) || IsDay(text, dot);

    private static bool IsAbbreviation(string text, int dot)
    {
        var start = dot;
        while (start > 0 && dot - start <= Longest && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '.'))
            start--;
        var word = text.AsSpan(start..dot);
        if (word.Length == 1 && char.IsLetter(word[0]))
            return char.IsUpper(word[0]) || IsSpaced(text, start, dot);
        if (word.Length == 2 && char.IsUpper(word[0]) && word[0] == word[1])
            return IsDoubled(text, dot + 1);
        var isNumber = word.Length is 1 or 2 && char.IsDigit(word[0]) && char.IsDigit(word[^1]);
        return isNumber ? start == 0 || text[start - 1] == '\n' || IsOrdinal(text, start, dot)
            : Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    /// <summary>Whether a small letter is a part of an abbreviation with blanks in it: "z. B.", "d. h.", "т. е.".</summary>
    private static bool IsSpaced(string text, int start, int dot)
    {
        if (start >= 3 && char.IsWhiteSpace(text[start - 1]) && text[start - 2] == '.' && char.IsLetter(text[start - 3])
            && (start == 3 || !char.IsLetterOrDigit(text[start - 4])) && IsPair(text[start - 3], text.AsSpan(start..dot)))
            return true;
        var end = dot + 2;
        while (end < text.Length && end - dot - 2 <= LongestPart && char.IsLetter(text[end]))
            end++;
        return end < text.Length && text[end] == '.' && text[dot + 1] is ' ' or '\u00A0' or '\u202F'
            && IsPair(text[start], text.AsSpan((dot + 2)..end));
    }

    private static bool IsPair(char first, ReadOnlySpan<char> second)
    {
        if (second.Length is 0 or > LongestPart)
            return false;
        Span<char> pair = stackalloc char[LongestPart + 2];
        pair[0] = char.ToLowerInvariant(first);
        pair[1] = ' ';
        var length = 2 + second.ToLowerInvariant(pair[2..]);
        return Spaced.GetAlternateLookup<ReadOnlySpan<char>>().Contains(pair[..length]);
    }

    /// <summary>Spanish doubles the letters of a plural: behind "EE." stands "UU.".</summary>
    private static bool IsDoubled(string text, int at) =>
        at + 3 < text.Length && char.IsWhiteSpace(text[at]) && char.IsUpper(text[at + 1]) && text[at + 1] == text[at + 2]
        && text[at + 3] == '.';

    private static bool IsOrdinal(string text, int start, int dot)
    {
        if (start < 3 || dot + 2 >= text.Length || text[start - 1] != ' ' || text[dot + 1] != ' '
            || !char.IsLetter(text[dot + 2]))
            return false;
        var before = start - 2;
        while (before > 0 && char.IsLetter(text[before - 1]))
            before--;
        var last = text.AsSpan(before..(start - 1));
        var isArticle = Articles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(last);
        if (!char.IsLower(text[before]) && !isArticle)
            return false;
        var around = text.AsSpan(Math.Max(0, start - Around)..Math.Min(text.Length, dot + Around));
        var found = isArticle ? last : [];
        foreach (var range in around.Split(' '))
        {
            var word = around[range];
            if (!German.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) || word.SequenceEqual(found))
                continue;
            if (!found.IsEmpty)
                return true;
            found = word;
        }

        return false;
    }

    private static bool IsDay(string text, int dot)
    {
        if (dot < 1 || !char.IsAsciiDigit(text[dot - 1]) || dot + 2 >= text.Length || text[dot + 1] != ' ')
            return false;
        var start = char.IsAsciiDigit(text[Math.Max(0, dot - 2)]) ? dot - 2 : dot - 1;
        return (start < 1 || !char.IsLetterOrDigit(text[start - 1])) && Months.Any(m =>
            string.CompareOrdinal(
                text, dot + 2, m, 0,
                m.Length) == 0 && (dot + 2 + m.Length >= text.Length || !char.IsLetter(text[dot + 2 + m.Length])));
    }
}
