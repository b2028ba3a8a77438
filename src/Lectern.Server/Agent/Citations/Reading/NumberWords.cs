using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Words that say a number or a power of ten, lower case and without accents: English, German, French, Spanish. Thread-safe.
/// </summary>
internal static class NumberWords
{
    private static readonly Dictionary<string, decimal> Values = WordList.Map<decimal>(
        (0, "zero null"), (0.5m, "half halfte"), (2, "two twice zwei deux dos"), (3, "three thrice drei trois tres"),
        (4, "four vier cuatro"), (5, "five cinq cinco"), (6, "six seis"), (7, "seven sept siete"), (8, "eight acht huit ocho"),
        (9, "nine neun neuf nueve"), (10, "ten zehn dix diez"), (11, "eleven elf onze"),
        (12, "twelve dozen dutzend douze doce"), (13, "thirteen treize trece"), (14, "fourteen quatorze catorce"),
        (15, "fifteen quinze quince"), (16, "sixteen seize"), (17, "seventeen"), (18, "eighteen"), (19, "nineteen"),
        (20, "twenty vingt veinte"), (30, "thirty trente treinta"), (40, "forty quarante cuarenta"),
        (50, "fifty cinquante cincuenta"), (60, "sixty soixante sesenta"), (70, "seventy setenta"), (80, "eighty ochenta"),
        (90, "ninety noventa"));

    private static readonly Dictionary<string, decimal> Scales = WordList.Map<decimal>(
        (100, "hundred hundert"),
        (1_000, "thousand thousands k tausend mil"),
        (1_000_000, "million millions mn m mio millionen millones"),
        (1_000_000_000, "billion billions bn milliarde milliarden mrd milliards milliard"),
        (1_000_000_000_000, "trillion trillions tn billionen"),
        (100_000, "lakh lakhs"),
        (10_000_000, "crore crores"));

    private static readonly Dictionary<string, decimal> Places = WordList.Map<decimal>(
        (3, "third dritte dritten dritter"), (4, "fourth vierte vierten"), (5, "fifth"), (6, "sixth"), (7, "seventh"),
        (8, "eighth"), (9, "ninth"), (10, "tenth"), (11, "eleventh"), (12, "twelfth"), (13, "thirteenth"), (14, "fourteenth"),
        (15, "fifteenth"), (16, "sixteenth"), (17, "seventeenth"), (18, "eighteenth"), (19, "nineteenth"), (20, "twentieth"));

    private static readonly HashSet<string> Endings = ["st", "nd", "rd", "th", "s", "er", "e", "ish", "ers"];

    /// <returns>12 for <c>twelve</c>; null for what is no number by itself.</returns>
    public static decimal? Value(string word) =>
        Values.TryGetValue(word, out var value) ? value : GermanNumber.Value(word);

    /// <returns>3 for <c>third</c>; null for what is no ordinal from there on.</returns>
    public static decimal? PlaceValue(string word) => Places.TryGetValue(word, out var value) ? value : null;

    public static decimal? Scale(string word) => Scales.TryGetValue(word, out var scale) ? scale : null;

    /// <summary>Whether letters behind digits leave them a number: a unit, an ending, a power of ten.</summary>
    public static bool IsSuffix(string letters) =>
        Endings.Contains(letters) || Scales.ContainsKey(letters) || Units.Name(letters) is not null || Units.IsShort(letters);
}
