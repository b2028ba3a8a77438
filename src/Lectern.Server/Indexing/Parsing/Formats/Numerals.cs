using System.Globalization;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>Numbers as lists show them.</summary>
internal static class Numerals
{
    private const int MaxRoman = 3999;

    private static readonly (int Value, string Sign)[] Signs =
    [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
        (5, "v"), (4, "iv"), (1, "i"),
    ];

    /// <param name="format">1, a, A, i or I, as HTML and OpenDocument name them.</param>
    public static string Of(int number, string format) => format switch
    {
        "a" when number > 0 => Letters(number),
        "A" when number > 0 => Letters(number).ToUpperInvariant(),
        "i" when number is > 0 and <= MaxRoman => Roman(number),
        "I" when number is > 0 and <= MaxRoman => Roman(number).ToUpperInvariant(),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    private static string Letters(int number)
    {
        var letters = "";
        for (; number > 0; number = (number - 1) / 26)
            letters = (char)('a' + ((number - 1) % 26)) + letters;
        return letters;
    }

    private static string Roman(int number)
    {
        var roman = "";
        foreach (var (value, sign) in Signs)
        {
            for (; number >= value; number -= value)
                roman += sign;
        }

        return roman;
    }
}
