using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// Finds what is a name in a claim: words with capitals or with digits in them. A capital at a sentence's beginning says little,
/// so the first word is a name only when nothing speaks for a common word. Thread-safe.
/// </summary>
internal static class Names
{
    /// <summary>Endings of English words that are rarely names.</summary>
    private static readonly string[] CommonEndings =
    [
        "ing", "tion", "sion", "ment", "ness", "ity", "age", "ance", "ence", "ship", "ism", "ures", "ings", "tions", "ments",
            "ages", "ers", "ors", "ally", "ly", "ed",
    ];

    /// <summary>Words that begin sentences and are neither names nor question words.</summary>
    private static readonly HashSet<string> Beginnings = WordList.Set("""
        according additionally after all also although another because before besides between both each either every finally
        first however inside instead later many more most much neither never next no nor not nothing once one only other
        others otherwise overall people per since several similarly still therefore though through thus today together under
        unlike until upon used using usually via what whereas whether within without yes yet work water time cost price power
        size weight answer two three four five six seven eight nine ten hundreds thousands millions er sie es wir ich ihr man
        nous vous ils der die das ein eine einer eines einem einen und oder aber nach vor bei mit fur von zu zum im in am an
        auf aus ist sind war wird le la les un une des et ou mais il elle ils
        """);

    /// <summary>Written with a capital before a number, and of the claim's own making: "see Table 3".</summary>
    private static readonly HashSet<string> PartsOfDocuments = WordList.Set("""
        page pages table figure section chapter document documents file note source passage seite tabelle abbildung abschnitt
        kapitel
        """);

    /// <summary>The names of a text, each once, in lower case.</summary>
    /// <param name="isCommon">Whether the documents write a word in small letters somewhere.</param>
    public static IReadOnlyList<string> Of(string text, Func<string, bool> isCommon)
    {
        var reading = TextReading.OfClaim(text);
        return [.. Of(reading, isCommon).Select(i => reading.Tokens[i].Word).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The tokens of a claim that are names.</summary>
    /// <param name="isCommon">Whether the documents write a word in small letters somewhere.</param>
    public static IReadOnlyList<int> Of(TextReading claim, Func<string, bool> isCommon)
    {
        var names = new List<int>();
        var tokens = claim.Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens[i].IsWord || claim.IsPartOfFigure(i) || IsUnit(tokens, i))
                continue;
            var begins = Begins(tokens, i);
            var next = i + 1 < tokens.Count ? tokens[i + 1] : null;
            var beforeName = next is { IsWord: true, IsCapital: true } && next.Start == tokens[i].End + 1
                && !StopWords.Contains(next.Word);
            var isPart = PartsOfDocuments.Contains(tokens[i].Word) && (begins || next?.Kind == TokenKind.Number);
            if (!isPart && IsName(tokens[i], begins, beforeName, isCommon))
                names.Add(i);
        }

        return names;
    }

    private static bool IsUnit(IReadOnlyList<Token> tokens, int at) => Units.IsSure(tokens[at].Word)
        && ((at > 0 && tokens[at - 1].Kind == TokenKind.Number)
        || (at + 1 < tokens.Count && tokens[at + 1].Kind == TokenKind.Number));

    private static bool IsName(Token token, bool begins, bool beforeName, Func<string, bool> isCommon)
    {
        if (token.IsLabel || (token.HasInnerCapital && token.Word.Length > 1))
            return true;
        if (!token.IsCapital || token.Word.Length == 1)
            return false;
        if (StopWords.Contains(token.Word) || (begins && Beginnings.Contains(token.Word)))
            return false;
        if (!begins)
            return true;
        return !isCommon(token.Word)
            && (beforeName
            || !CommonEndings.Any(e => token.Word.Length > e.Length + 2 && token.Word.EndsWith(e, StringComparison.Ordinal)));
    }

    /// <summary>Behind a mark after which writers put a capital.</summary>
    private static bool Begins(IReadOnlyList<Token> tokens, int at)
    {
        var before = at - 1;
        while (before >= 0 && tokens[before].Word is "_" or "(" or "\"" or "“" or "„" or "«")
            before--;
        return before < 0 || tokens[before].Word is "." or "!" or "?" or ":" or "|" or "•" or ">" or ";";
    }
}
