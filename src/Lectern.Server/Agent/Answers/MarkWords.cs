namespace Lectern.Server.Agent.Answers;

/// <summary>Words behind which a number in brackets is rarely a mark, in a few languages. Thread-safe.</summary>
internal static class MarkWords
{
    private static readonly HashSet<string> BeforeLists = Set(
        """
        in within inside between from to of on over at by as is are was were be equals contains holds has gives return
        returns yields becomes print prints input output outputs pass passes append like list array row column vector
        tuple matrix set interval range bounds limits domain values numbers digits index indices pair coordinates
        point shape size dimensions scale score scores rating ratings age ages years dates pages steps items sections
        chapters rows columns elements entries positions pattern regex e.g. i.e. im zwischen von bis ist sind war waren
        Bereich Intervall Liste Zeile Spalte Vektor Werte Seiten Jahre z.B. d.h. dans entre de est sont intervalle liste
        en es son intervalo lista rango tra è intervallo
        """);

    private static readonly HashSet<string> BeforeOne = Set(
        """
        step section item figure fig. table option note footnote page chapter question line row column cell index
        element entry equation eq. appendix article clause version level grade key button press enter choose select
        type exercise example Schritt Abschnitt Punkt Abbildung Tabelle Seite Kapitel Frage Zeile Spalte Artikel
        Fußnote étape page chapitre
        """);

    /// <summary>Whether a list, an interval or a span of years may follow.</summary>
    public static bool Introduces(ReadOnlySpan<char> before) => BeforeLists.Contains(Last(before));

    /// <summary>Whether the number of a thing may follow.</summary>
    public static bool Counts(ReadOnlySpan<char> before) => BeforeOne.Contains(Last(before));

    private static string Last(ReadOnlySpan<char> before)
    {
        var start = before.Length;
        while (start > 0 && (char.IsLetter(before[start - 1]) || before[start - 1] == '.'))
            start--;
        return before[start..].ToString();
    }

    private static HashSet<string> Set(string words) =>
        new(words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
