namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Whether a text's decimals stand behind a point or a comma: what "1.250" and "1,250" are in it. Thread-safe.</summary>
internal static class NumberStyle
{
    /// <returns>The sign before decimals, as far as the text's numbers tell; null when they do not.</returns>
    public static char? DecimalSign(IEnumerable<Token> tokens)
    {
        int points = 0, commas = 0;
        foreach (var token in tokens)
        {
            if (token.Kind != TokenKind.Number || token.Word.Contains(':', StringComparison.Ordinal))
                continue;
            var last = token.Word.LastIndexOfAny(['.', ',']);
            if (last < 0)
                continue;
            var first = token.Word.IndexOfAny(['.', ',']);
            var behind = token.Word.Length - last - 1;
            var isDecimal = (behind != 3 && first == last) || (behind == 3 && first == last && token.Word[0] == '0')
                || token.Word[first] != token.Word[last];
            var isGroup = behind == 3 && first != last && token.Word[first] == token.Word[last];
            if (isDecimal)
                _ = token.Word[last] == '.' ? points++ : commas++;
            else if (isGroup)
                _ = token.Word[last] == '.' ? commas++ : points++;
        }

        return points == commas ? null : points > commas ? '.' : ',';
    }

    /// <summary>The values that a number's digits can have.</summary>
    /// <param name="digits">ASCII digits with <c>. , '</c> between them.</param>
    public static IReadOnlyList<decimal> Values(string digits, char? decimalSign)
    {
        var first = digits.IndexOfAny(['.', ',', '\'']);
        if (first < 0)
            return Parse(digits) is { } plain ? [plain] : [];
        var last = digits.LastIndexOfAny(['.', ',', '\'']);
        var (whole, rest) = (Plain(digits[..last]), digits[(last + 1)..]);
        var groups = digits.Split('.', ',', '\'');
        var isGrouped = groups[0].Length is >= 1 and <= 3 && groups[0] != "0" && groups[^1].Length == 3
            && groups[1..^1].All(g => g.Length is 2 or 3)
            && digits[first..].Where(c => !char.IsAsciiDigit(c)).Distinct().Count() == 1;
        var grouped = isGrouped ? Parse(Plain(digits)) : null;
        var separators = digits.Count(c => !char.IsAsciiDigit(c));
        var isMixed = separators > 1 && digits[first] != digits[last]
            && digits[..last].Where(c => !char.IsAsciiDigit(c)).Distinct().Count() == 1;
        var isDecimal = digits[last] != '\'' && (separators == 1 || isMixed);

        // "1,250" can be 1.25 only where commas stand before decimals; "1,200" as 1.2 nobody writes.
        if (isDecimal && isGrouped)
            isDecimal = decimalSign is { } sign ? sign == digits[last] : !rest.EndsWith('0');
        if (isGrouped && decimalSign == digits[last] && separators == 1 && !rest.EndsWith("00", StringComparison.Ordinal))
            grouped = null;
        var fraction = isDecimal ? Parse($"{whole}.{rest}") : null;
        return [.. new[] { grouped, fraction }.OfType<decimal>().Distinct()];
    }

    private static string Plain(string digits) => string.Concat(digits.Where(char.IsAsciiDigit));

    private static decimal? Parse(string text) => text.Length <= 18 && decimal.TryParse(
        text, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture,
            out var number)
        ? number
        : null;
}
