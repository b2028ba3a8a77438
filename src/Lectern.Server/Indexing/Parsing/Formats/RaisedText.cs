using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// Raised and lowered letters as plain text: 10^6, x^(n+1), a_max; marks of notes and ordinals stay as they are.
/// </summary>
internal static class RaisedText
{
    /// <summary>Raised ends of numbers, such as 4th, 2ème, 1º: they are no powers.</summary>
    private static readonly string[] Ordinals =
        ["st", "nd", "rd", "th", "er", "re", "e", "ème", "eme", "è", "o", "a", "os", "as", "de", "ste", "m", "sm"];

    /// <summary>A whole sentence in small letters is no exponent.</summary>
    private const int LongestRaised = 40;
    private const int ShortestWord = 3;

    public static void Raise(StringBuilder text, string raised)
    {
        var what = raised.Trim();
        if (what.Length == 0)
            return;
        var isBracketed = what[0] == '[' && what[^1] == ']';
        if (what.Length > LongestRaised || IsBlank(text) || isBracketed || IsWord(text, what) || !what.Any(char.IsLetterOrDigit)
            || (char.IsDigit(text[^1]) && IsOrdinal(what)))
        {
            text.Append(what);
        }
        else
        {
            text.Append('^').Append(Grouped(what));
        }
    }

    /// <summary>The number in CO2 stands with its letters, as people write it.</summary>
    /// <param name="isFormula">Every index is marked: a_0 is no word.</param>
    public static void Lower(StringBuilder text, string lowered, bool isFormula = false)
    {
        var what = lowered.Trim();
        if (what.Length == 0)
            return;
        var isCount = !isFormula && text.Length > 0 && (char.IsLetter(text[^1]) || text[^1] is ')' or ']')
            && what.All(char.IsDigit);
        if (what.Length > LongestRaised || IsBlank(text) || isCount || IsWord(text, what) || !what.Any(char.IsLetterOrDigit))
            text.Append(what);
        else
            text.Append('_').Append(Grouped(what));
    }

    public static bool IsOrdinal(string what) => Ordinals.Contains(what.ToLowerInvariant());

    /// <summary>What is no single number or name stands in brackets.</summary>
    public static string Grouped(string what) => IsSimple(what) ? what : $"({what})";

    /// <summary>A word that stands by itself is one, wherever it stands in its line.</summary>
    private static bool IsWord(StringBuilder text, string what) =>
        text.Length > 0 && char.IsWhiteSpace(text[^1]) && what.Length >= ShortestWord && what.All(char.IsLetter);

    private static bool IsBlank(StringBuilder text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (!char.IsWhiteSpace(text[i]))
                return false;
        }

        return true;
    }

    private static bool IsSimple(string what)
    {
        if (what[0] == '(' && what.IndexOf(')', StringComparison.Ordinal) == what.Length - 1)
            return true;
        var start = what[0] is '-' or '−' or '+' or '–' ? 1 : 0;
        for (var i = start; i < what.Length; i++)
        {
            if (!char.IsLetterOrDigit(what[i]) && what[i] is not ('.' or ',' or '′' or '\''))
                return what.Length == 2 && i == 1 && what[i] is '+' or '-' or '−' or '–';
        }

        return what.Length > start;
    }
}
