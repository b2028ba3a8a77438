namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// German writes a number as one word: <c>vierundzwanzig</c>, <c>zwölfhundert</c>, <c>dreitausendfünfzig</c>. Thread-safe.
/// </summary>
internal static class GermanNumber
{
    /// <summary>Without accents, as words are compared.</summary>
    private static readonly (string Word, int Value)[] Parts =
    [
        ("dreizehn", 13), ("vierzehn", 14), ("funfzehn", 15), ("sechzehn", 16), ("siebzehn", 17), ("achtzehn", 18),
            ("neunzehn", 19),
        ("zwanzig", 20), ("dreissig", 30), ("vierzig", 40), ("funfzig", 50), ("sechzig", 60), ("siebzig", 70), ("achtzig", 80),
        ("neunzig", 90), ("zwolf", 12), ("sieben", 7), ("sechs", 6), ("funf", 5), ("vier", 4), ("drei", 3), ("zwei", 2),
            ("acht", 8),
        ("neun", 9), ("zehn", 10), ("eins", 1), ("ein", 1), ("elf", 11),
    ];

    /// <returns>Null for any other word.</returns>
    public static decimal? Value(string word)
    {
        if (word.Length is < 3 or > 60)
            return null;
        decimal total = 0, part = 0;
        var any = false;
        for (var at = 0; at < word.Length;)
        {
            var rest = word.AsSpan(at);
            if (rest.StartsWith("tausend"))
                (total, part, at, any) = (total + (Math.Max(1, part) * 1000), 0, at + 7, true);
            else if (rest.StartsWith("hundert"))
                (part, at, any) = (Math.Max(1, part) * 100, at + 7, true);
            else if (any && rest.StartsWith("und"))
                at += 3;
            else if (Find(rest) is { } found)
                (part, at, any) = (part + found.Value, at + found.Word.Length, true);
            else
                return null;
        }

        // "ein" alone is an article.
        return total + part is > 1 and var value ? value : null;
    }

    private static (string Word, int Value)? Find(ReadOnlySpan<char> text)
    {
        foreach (var part in Parts)
        {
            if (text.StartsWith(part.Word))
                return part;
        }

        return null;
    }
}
