using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// A number that a text names, in digits or in words (English and German, from two on; places from third on), in each reading it can have: <c>1.500</c>
/// is 1500 or 1.5, <c>1.5 million</c> is 1500000.
/// </summary>
/// <param name="Readings">Invariant decimal numbers without trailing zeros.</param>
/// <param name="Unit">The unit next to it, or null.</param>
internal sealed partial record Figure(IReadOnlySet<string> Readings, string? Unit)
{
    /// <summary>The figures of a text, in order.</summary>
    public static IReadOnlyList<Figure> Of(string text)
    {
        var tokens = Token().Matches(text);
        var found = new List<Figure>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var readings = ReadingsOf(tokens[i]);
            if (readings.Count == 0)
                continue;
            var next = i + 1;
            while (next < tokens.Count && NumberWords.Scale(Lower(tokens[next])) is { } scale)
            {
                // "5 m" is five metres as well as five million.
                readings = [.. Lower(tokens[next]).Length <= 2 ? readings : [], .. readings.Select(r => r * scale)];
                next++;
                if (Lower(tokens[next - 1]).Length <= 2)
                    break;
            }

            var unit = NumberWords.PlaceValue(Lower(tokens[i])) is not null ? NumberWords.Place
                : next < tokens.Count ? NumberWords.Unit(Lower(tokens[next])) : null;
            if (next > i + 1)
                unit ??= NumberWords.Unit(Lower(tokens[i + 1]));
            if (i > 0 && tokens[i - 1].Groups["sign"].Success)
                unit ??= NumberWords.Unit(tokens[i - 1].Value);
            found.Add(new Figure(readings.Select(Text).ToHashSet(StringComparer.Ordinal), unit));
            i = next - 1;
        }

        return found;
    }

    /// <summary>Whether another text's figure can say the same.</summary>
    public bool Says(Figure other) => Readings.Overlaps(other.Readings) && (Unit is null || other.Unit is null || Unit == other.Unit);

    private static string Lower(Match token) => token.Value.ToLowerInvariant();

    private static string Text(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static List<decimal> ReadingsOf(Match token)
    {
        if (token.Groups["word"].Success)
            return (NumberWords.Value(Lower(token)) ?? NumberWords.PlaceValue(Lower(token))) is { } value ? [value] : [];
        if (!token.Groups["number"].Success)
            return [];
        var digits = token.Value;
        decimal?[] readings =
        [
            Grouped().IsMatch(digits) ? Parse(string.Concat(digits.Where(char.IsAsciiDigit))) : null,
            Parse(digits.Replace(',', '.')),
            GroupedAndDecimal().Match(digits) is { Success: true } mixed
                ? Parse(string.Concat(mixed.Groups[1].Value.Where(char.IsAsciiDigit)) + "." + mixed.Groups[2].Value)
                : null,
        ];
        return [.. readings.OfType<decimal>().Distinct()];
    }

    private static decimal? Parse(string text) =>
        text.Length <= 24 && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>A number that is no part of a name such as X200; a word; a sign of money, share or temperature.</summary>
    [GeneratedRegex("""
        (?<number>(?<![\p{L}\d])(?:\d{1,3}(?:[.,'’\u00A0\u202F\u0020]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?)|(?<word>\p{L}+(?:-\p{L}+)*)|(?<sign>[%€$£]|°[CF]?)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();

    [GeneratedRegex("""^\d{1,3}([.,'’\u00A0\u202F ]\d{3})+$""")]
    private static partial Regex Grouped();

    [GeneratedRegex("""^(\d{1,3}(?:[.,'’\u00A0\u202F ]\d{3})+)[.,](\d+)$""")]
    private static partial Regex GroupedAndDecimal();
}
