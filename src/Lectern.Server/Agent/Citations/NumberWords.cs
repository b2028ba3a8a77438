namespace Lectern.Server.Agent.Citations;

/// <summary>Words that say a number, a power of ten or a unit, in English and German, lower case. Thread-safe.</summary>
internal static class NumberWords
{
    private static readonly Dictionary<string, int> Values = MakeValues();

    private static readonly Dictionary<string, long> Scales = new(StringComparer.Ordinal)
    {
        ["hundred"] = 100,
        ["thousand"] = 1_000,
        ["million"] = 1_000_000,
        ["billion"] = 1_000_000_000,
        ["trillion"] = 1_000_000_000_000,
        ["tausend"] = 1_000,
        ["millionen"] = 1_000_000,
        ["milliarde"] = 1_000_000_000,
        ["milliarden"] = 1_000_000_000,
        ["m"] = 1_000_000,
        ["bn"] = 1_000_000_000,
        ["k"] = 1_000,
    };

    /// <summary>Words and signs of one unit, by the one that stands for them.</summary>
    private static readonly Dictionary<string, string> Units = MakeUnits(
        "% percent pct prozent", "€ eur euro euros", "$ usd dollar dollars", "£ gbp pounds", "year years yr yrs jahr jahre jahren an ans année années",
        "month months monat monate monaten mois", "week weeks woche wochen semaine semaines", "day days tag tage tagen jour jours", "hour hours h hr hrs stunde stunden heure heures",
        "minute minutes min mins minuten", "second seconds sec secs sekunde sekunden", "km kilometre kilometres kilometer kilometers",
        "m metre metres meter meters", "cm centimetre centimetres centimeter centimeters",
        "mm millimetre millimetres millimeter millimeters", "kg kilogram kilograms kilogramm", "g gram grams gramm",
        "t tonne tonnes ton tons tonnen", "l litre litres liter liters", "kw kilowatt kilowatts", "w watt watts", "v volt volts",
        "bar", "page pages seite seiten", "mile miles", "ft foot feet", "inch inches", "°c celsius", "°f fahrenheit",
        "mb megabyte megabytes", "gb gigabyte gigabytes", "# st nd rd th");

    /// <summary>The unit of numbers that count a place in a row: 3rd, third.</summary>
    public const string Place = "#";

    private static readonly string[] Places = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];

    /// <returns>3 for <c>third</c>; null for what is no ordinal from there on.</returns>
    public static decimal? PlaceValue(string word) => Array.IndexOf(Places, word) is >= 0 and var i ? i + 3 : null;

    public static decimal? Value(string word) => Values.TryGetValue(word, out var value) ? value : null;

    public static decimal? Scale(string word) => Scales.TryGetValue(word, out var scale) ? scale : null;

    /// <returns>The unit's one name; null when the word is none.</returns>
    public static string? Unit(string word) => Units.GetValueOrDefault(word);

    private static Dictionary<string, int> MakeValues()
    {
        string[] english = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
            "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
        string[] german = ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"];
        string[] tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
        var values = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["twice"] = 2,
            ["dozen"] = 12,
            ["hundred"] = 100,
            ["thousand"] = 1_000,
            ["million"] = 1_000_000,
        };
        for (var i = 0; i < english.Length; i++)
            values[english[i]] = i + 2;
        for (var i = 0; i < german.Length; i++)
            values[german[i]] = i + 2;
        for (var i = 0; i < tens.Length; i++)
        {
            values[tens[i]] = (i + 2) * 10;
            values[$"{tens[i]}-one"] = ((i + 2) * 10) + 1;
            for (var one = 2; one < 10; one++)
                values[$"{tens[i]}-{english[one - 2]}"] = ((i + 2) * 10) + one;
        }

        return values;
    }

    private static Dictionary<string, string> MakeUnits(params string[] groups) => groups
        .Select(g => g.Split(' ')).SelectMany(g => g.Select(word => (Word: word, Unit: g[0])))
        .ToDictionary(p => p.Word, p => p.Unit, StringComparer.Ordinal);
}
