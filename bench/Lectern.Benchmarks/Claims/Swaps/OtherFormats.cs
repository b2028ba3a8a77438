using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>Numbers, units and dates as somebody else would write them; null when there is none.</summary>
internal static partial class OtherFormats
{
    private static readonly string[] Words =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    private static readonly (string From, string To)[] Units =
    [
        (" percent", "%"), ("%", " percent"), (" per cent", "%"), (" km", " kilometres"), (" kg", " kilograms"),
            (" mm", " millimetres"),
        (" cm", " centimetres"), (" kilometers", " km"), (" kilometres", " km"), (" hours", " h"), (" minutes", " min"),
            (" mg", " milligrams"),
    ];

    private static readonly string[] DateFormats = ["d MMMM yyyy", "MMMM d, yyyy", "yyyy-MM-dd"];

    /// <summary>1,200 as 1200, 1 200, 1.200 or twelve hundred.</summary>
    public static string? Number(string s, Random random) =>
        Grouped().Match(s) is { Success: true } m ? Figures.Replace(s, m, Regrouped(m.Value, random)) : null;

    public static string? Emphasis(string s, Random random) =>
        s.Contains('*', StringComparison.Ordinal) ? null : OtherWords.Changed(s, Plain().Replace(s, "**$0**", 1));

    /// <summary>3 as three, and three as 3.</summary>
    public static string? SmallNumber(string s, Random random) => Small().Match(s) is { Success: true } digits
        ? Figures.Replace(s, digits, Words[int.Parse(digits.Value, CultureInfo.InvariantCulture)])
        : OtherWords.Changed(s, Word().Replace(s, m => Array.IndexOf(Words, m.Value).ToString(CultureInfo.InvariantCulture), 1));

    public static string? Unit(string s, Random random) => Units
        .Select(u => OtherWords.Changed(s, Regex.Replace(s, $@"(?<=\d){u.From}(?![\w])", u.To)))
            .FirstOrDefault(c => c is not null);

    public static string? Date(string s, Random random) =>
        DateOf().Match(s) is { Success: true } m && DateTime.TryParse(m.Value, CultureInfo.InvariantCulture, out var day)
            ? OtherWords.Changed(
                s, Figures.Replace(
                    s, m, day.ToString(DateFormats[random.Next(DateFormats.Length)], CultureInfo.InvariantCulture)))
            : null;

    private static string Regrouped(string figure, Random random)
    {
        var digits = figure.Replace(",", "", StringComparison.Ordinal);
        return random.Next(4) switch
        {
            0 => digits,
            1 => figure.Replace(',', ' '),
            2 => figure.Replace(',', '.'),
            _ when digits is "1100" or "1200" => $"{Words[int.Parse(digits, CultureInfo.InvariantCulture) / 100]} hundred",
            _ => figure,
        };
    }

    [GeneratedRegex(@"(?<![\p{L}\d.,–-])\d{1,3}(?:,\d{3})+(?![\p{L}\d]|[.,]\d)")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"(?<![\p{L}\d.,–/-])\d+(?:[.,]\d+)*(?![\p{L}\d–/-])")]
    private static partial Regex Plain();

    [GeneratedRegex(@"(?<![\p{L}\d.,–/-])(?<=\p{Ll} )(?:[2-9]|1[0-2])(?= \p{Ll}{3})")]
    private static partial Regex Small();

    [GeneratedRegex(
        @"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
        + @"(?![- ]?(?:hundred|thousand|million|billion|fold|-))")]
    private static partial Regex Word();

    [GeneratedRegex($@"\b(?:\d{{1,2}} (?:{MonthName.Pattern})|(?:{MonthName.Pattern}) \d{{1,2}}),? \d{{4}}\b")]
    private static partial Regex DateOf();
}
