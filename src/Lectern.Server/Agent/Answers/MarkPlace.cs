using System.Buffers;

namespace Lectern.Server.Agent.Answers;

/// <summary>
/// Whether a number in brackets is a mark, by what stands around it: no index of a list, no interval, no year of a law's
/// citation, no note's definition, no part of a formula. Thread-safe.
/// </summary>
internal static class MarkPlace
{
    /// <summary>UTF-16 characters on either side.</summary>
    public const int Around = 300;

    /// <summary>What follows a mark is told by so many characters, or by the next white space.</summary>
    private const int Enough = 8;

    private static readonly SearchValues<char> Several = SearchValues.Create(",;–-&");

    private static readonly SearchValues<char> EndsClaim = SearchValues.Create(".,;:!?…*_~)]|\"'”’»");

    /// <summary>What stands before a list or an interval, in a few languages.</summary>
    private static readonly HashSet<string> Introductions = new(StringComparer.OrdinalIgnoreCase)
    {
        "in", "within", "inside", "between", "from", "to", "of", "on", "over", "at", "by", "as", "is", "are", "was", "were", "be",
        "equals",
        "contains", "holds", "has", "gives", "returns", "yields", "becomes", "list", "array", "row", "column", "vector", "tuple",
        "matrix", "set",
        "interval", "range", "domain", "values", "numbers", "index", "indices", "pair", "coordinates", "point", "years", "dates",
        "im", "zwischen", "von", "bis", "ist", "sind", "war", "waren", "Bereich", "Intervall", "Liste", "Zeile", "Spalte",
        "Vektor",
        "dans", "entre", "de", "est", "sont", "intervalle", "liste", "en", "es", "son", "intervalo", "lista", "rango", "tra",
        "è",
        "intervallo",
    };

    /// <summary>
    /// Whether the blanks before a mark go with it when it is left out: not where they keep words apart, or an address from what
    /// would lengthen it.
    /// </summary>
    public static bool TakesBlanks(Ahead after)
    {
        var text = after.Upto(Enough).Text;
        var end = text.IndexOfAnyExcept(EndsClaim);
        return end < 0 ? text.Length < Enough : char.IsWhiteSpace(text[end]);
    }

    /// <param name="before">The paragraph up to the bracket, its last characters.</param>
    /// <param name="label">What stands in the bracket.</param>
    /// <param name="after">What follows the bracket.</param>
    /// <param name="beginsLine">Whether nothing but the signs of a list or a quotation stands before it in its line.</param>
    /// <param name="followsMark">Whether another mark stands directly before it.</param>
    /// <param name="isWide">Whether its bracket is one that nothing but marks is written with.</param>
    public static Place Of(
        ReadOnlySpan<char> before, ReadOnlySpan<char> label, Ahead after, bool beginsLine, bool followsMark, bool isWide)
    {
        after = after.Upto(Around);
        if (!after.IsAll && (after.Text.Length < 2 || (after.Text.Length < Enough && after.Text.IndexOfAny(" \t\r\n") < 0)))
            return Place.Unclear;
        var next = after.Text.Length > 0 ? after.Text[0] : '\n';
        var behind = after.Text.Length > 1 ? after.Text[1] : '\n';
        if (beginsLine && next == ':')
            return Place.Text;
        switch (FormulaPlace.Of(before, after))
        {
            case Seen.Found:
                return Place.Text;
            case Seen.Unclear:
                return Place.Unclear;
        }

        // A year: [2019] UKSC 41.
        var number = label.Trim(" ^");
        if (number.Length == 4 && number[0] is '1' or '2' && next == ' ' && char.IsUpper(behind))
            return Place.Text;
        var words = before.TrimEnd(' ');
        var last = words.Length > 0 ? words[^1] : '\n';
        if ("=∈∉≈≠≤≥±×÷+/^".Contains(last))
            return Place.Text;
        if (label.ContainsAny(Several) && !followsMark
            && (last is ':' or ',' or '(' or '[' or '<' or '>' || Introductions.Contains(LastWord(words).ToString())))
        {
            return Place.Text;
        }

        if (label.Contains('^'))
            return Place.Maybe;
        if (followsMark || isWide || words.Length < before.Length || !MayBeName(last))
            return Place.Mark;
        var isList = label.ContainsAny(Several) && next == ' ' && !char.IsUpper(behind) && !"[【|(–—".Contains(behind);
        return isList || GoesOn(next, behind) ? Place.Text : Place.Maybe;
    }

    /// <summary>Whether a bracket directly behind this would be an index in many languages of programming.</summary>
    private static bool MayBeName(char c) => c is '_' or '$' or ')' or ']' || (char.IsLetterOrDigit(c) && c < '\u0250');

    /// <summary>Whether what follows belongs to a name, not to a sentence.</summary>
    private static bool GoesOn(char next, char behind) => next switch
    {
        '.' or ':' or '-' => !char.IsWhiteSpace(behind),
        _ => char.IsLetterOrDigit(next) || next is '(' or '=' or '_' or '+' or '/',
    };

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> words)
    {
        var start = words.Length;
        while (start > 0 && char.IsLetter(words[start - 1]))
            start--;
        return words[start..];
    }
}

/// <summary>What a number in brackets is.</summary>
internal enum Place
{
    Mark,

    /// <summary>A mark where it can be proved, otherwise words.</summary>
    Maybe,

    Text,
    Unclear,
}
