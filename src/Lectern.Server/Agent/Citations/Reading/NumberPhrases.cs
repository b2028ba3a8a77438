namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Reads numbers in words: twenty-one, two hundred and six thousand, three quarters.</summary>
internal static class NumberPhrases
{
    /// <returns>The number that begins there, as far as it goes, and its last token; no value when none begins there.</returns>
    public static (decimal? Value, int Last) At(IReadOnlyList<Token> tokens, int i)
    {
        decimal total = 0, part = 0, smallest = decimal.MaxValue;
        var last = i - 1;
        for (var at = i; at < tokens.Count; at++)
        {
            var word = tokens[at].Word;
            if (last >= i && (tokens[at].Is('-') || word is "and" or "und") && at + 1 < tokens.Count
                && InCompound(tokens[at + 1].Word) is < 100 && (tokens[at].Is('-') || smallest >= 100))
            {
                continue;
            }

            if (NumberWords.Scale(word) is { } scale
                && (last >= i || word is "hundred" or "thousand" or "million" or "hundert" or "tausend") && word.Length > 2)
            {
                if (scale == 100)
                    part = Math.Max(1, part) * 100;
                else
                    (total, part) = (total + (Math.Max(1, part) * scale), 0);
                (smallest, last) = (scale, at);
            }
            else if ((last < i ? NumberWords.Value(word) : InCompound(word)) is { } value && value != 0.5m
                && (last < i || (value < smallest && smallest >= 20 && (smallest >= 100 || value < 10))))
            {
                part += value;
                (smallest, last) = (value >= 20 && value < 100 && value % 10 == 0 ? value : 1, at);
            }
            else if (NumberWords.Value(word) is 0.5m && last < i)
            {
                return (0.5m, at);
            }
            else
            {
                break;
            }
        }

        if (last < i)
            return (null, i);

        // Two thirds, three quarters.
        if (last + 1 < tokens.Count && total == 0 && part is > 0 and <= 4 && Fraction(tokens[last + 1].Word) is { } under)
            return (part / under, last + 1);
        return (total + part, last);
    }

    /// <summary>"One" is a number behind another: twenty-one.</summary>
    private static decimal? InCompound(string word) => word is "one" ? 1 : NumberWords.Value(word);

    private static decimal? Fraction(string word) => word switch
    {
        "quarters" or "quarter" => 4,
        "thirds" => 3,
        "fifths" => 5,
        _ => null,
    };
}
