namespace Lectern.Web.Languages;

/// <summary>Which form a whole number takes in a language: the cardinal rules of Unicode's CLDR.</summary>
internal static class Plurals
{
    private const int Million = 1_000_000;

    /// <summary>The forms that a language has, <c>other</c> last.</summary>
    public static IReadOnlyList<string> Forms(string language) => language switch
    {
        "ar" => ["zero", "one", "two", "few", "many", "other"],
        "fr" or "es" => ["one", "many", "other"],
        "zh" or "ja" => ["other"],
        _ => ["one", "other"],
    };

    public static string Form(string language, long number) => language switch
    {
        "ar" => number switch
        {
            0 => "zero",
            1 => "one",
            2 => "two",
            _ when number % 100 is >= 3 and <= 10 => "few",
            _ when number % 100 >= 11 => "many",
            _ => "other",
        },
        "fr" when number is 0 or 1 => "one",
        "fr" or "es" when number != 0 && number % Million == 0 => "many",
        "zh" or "ja" => "other",
        _ => number == 1 ? "one" : "other",
    };
}
