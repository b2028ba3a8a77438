using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// Finds what is a name in a claim: words with capitals or with digits in them. A capital at a sentence's beginning says little, so
/// the first word is a name only when nothing speaks for a common word. Thread-safe.
/// </summary>
internal static partial class Names
{
    /// <summary>Endings of English words that are rarely names.</summary>
    private static readonly string[] CommonEndings =
        ["ing", "tion", "sion", "ment", "ness", "ity", "age", "ance", "ence", "ship", "ism", "ures", "ings", "tions", "ments", "ages", "ers", "ors", "ally", "ly", "ed"];

    /// <summary>Words that begin sentences and are neither names nor question words.</summary>
    private static readonly HashSet<string> Beginnings = new(
        ("according additionally after all also although another because before besides between both each either every finally first however "
        + "inside instead later many more most much neither never next no nor not nothing once one only other others otherwise overall people "
        + "per since several similarly still therefore though through thus today together under unlike until upon used using usually via what "
        + "whereas whether within without yes yet work water time cost price power size weight answer "
        + "two three four five six seven eight nine ten hundreds thousands millions "
        + "er sie es wir ich ihr man nous vous ils der die das ein eine einer eines einem einen und oder aber nach vor bei mit für von zu im in am an auf aus ist sind war wird "
        + "le la les un une des et ou mais il elle ils").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Written with a capital before a number, and of the claim's own making: "see Table 3".</summary>
    private static readonly HashSet<string> PartsOfDocuments =
        [.. "page pages table figure section chapter document documents file note source passage seite tabelle abbildung abschnitt kapitel".Split(' ')];

    /// <summary>The names of a claim, each as its distinct search terms.</summary>
    /// <param name="isCommon">Whether the documents write a word in small letters somewhere.</param>
    public static IReadOnlyList<string> Of(string claim, Func<string, bool> isCommon)
    {
        var names = new List<string>();
        var words = Word().Matches(claim);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i].Value;
            var begins = i == 0 || Begins(claim, words[i].Index);
            var beforeName = i + 1 < words.Count && IsCapital(words[i + 1].Value) && claim[words[i].Index + word.Length] == ' '
                && !StopWords.Contains(words[i + 1].Value.ToLowerInvariant());
            var isPart = PartsOfDocuments.Contains(word.ToLowerInvariant()) && (begins || (i + 1 < words.Count && char.IsDigit(words[i + 1].Value[0])));
            if (!isPart && IsName(word, begins, beforeName, isCommon))
                names.AddRange(Terms.Words(Singular(word)).Where(t => t.Length > 1 || char.IsDigit(t[0])));
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    private static bool IsName(string word, bool begins, bool beforeName, Func<string, bool> isCommon)
    {
        if (word.Any(char.IsDigit))
            return word.Any(char.IsLetter) && !Ordinal().IsMatch(word);
        if (!IsCapital(word))
            return word.Skip(1).Any(char.IsUpper);
        if (word.Length == 1)
            return false;
        var lower = word.ToLowerInvariant();
        if (StopWords.Contains(lower) || (begins && Beginnings.Contains(lower)))
            return false;
        if (!begins || word.Skip(1).Any(char.IsUpper))
            return true;
        return !isCommon(lower) && (beforeName || !CommonEndings.Any(e => lower.Length > e.Length + 2 && lower.EndsWith(e, StringComparison.Ordinal)));
    }

    private static bool IsCapital(string word) => char.IsUpper(word[0]);

    private static string Singular(string word) =>
        word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal) ? word[..^2] : word;

    /// <summary>Behind a mark after which writers put a capital.</summary>
    private static bool Begins(string claim, int start)
    {
        var before = start - 1;
        while (before >= 0 && (char.IsWhiteSpace(claim[before]) || claim[before] is '*' or '_' or '(' or '"' or '“' or '„' or '«'))
            before--;
        return before < 0 || claim[before] is '.' or '!' or '?' or ':' or '|' or '•' or '>' or ';';
    }

    [GeneratedRegex("""[\p{L}\d](?:[\p{L}\p{M}\d]|[-'’./](?=[\p{L}\d]))*""")]
    private static partial Regex Word();

    /// <summary>Numbers with an ending or a unit: 3rd, 1990s, 5kg, 24V. They are checked as figures.</summary>
    [GeneratedRegex("""^\d[\d.,]*-?(?:st|nd|rd|th|s|\p{L}{1,3})$""")]
    private static partial Regex Ordinal();
}
