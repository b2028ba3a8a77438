namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>The months' names in English, German, French and Spanish, without accents. Thread-safe.</summary>
internal static class Months
{
    private static readonly Dictionary<string, int> Numbers = WordList.Map<int>(
        (1, "january jan januar jaenner janvier enero"), (2, "february feb februar fevrier febrero"),
        (3, "march mar marz maerz mars marzo"), (4, "april apr avril abril"), (5, "may mai mayo"),
            (6, "june jun juni juin junio"),
        (7, "july jul juli juillet julio"), (8, "august aug aout agosto"), (9, "september sept sep septembre septiembre"),
        (10, "october oct oktober okt octobre octubre"), (11, "november nov novembre noviembre"),
        (12, "december dec dezember dez decembre diciembre"));

    /// <summary>Names that are other words in a text without a day or year beside them.</summary>
    private static readonly HashSet<string> Doubtful = ["may", "march", "mar", "mars", "jun", "sep", "dec", "nov", "oct", "jan",
        "mai", "dez", "okt"];

    /// <returns>From 1; null for what is no month.</returns>
    public static int? Number(string word) => Numbers.TryGetValue(word, out var number) ? number : null;

    public static bool IsDoubtful(string word) => Doubtful.Contains(word);
}
