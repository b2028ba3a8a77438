namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Prepositions that say what part somebody or something has. Thread-safe.</summary>
internal static class Prepositions
{
    private const int MaxReach = 4;

    private static readonly Dictionary<string, string> Groups = WordList.First("""
        from von since seit ab depuis desde aus | to until till bis zu into onto | by durch | with mit | for fur | against
        gegen | between zwischen | in im | at | on am auf | of | than als | per pro | during wahrend | under unter | over uber
        | without ohne | through | about | around | among | within | across | after nach | before vor | near | behind | via |
        as
        """);

    /// <returns>The group's first word; null for what is no preposition.</returns>
    public static string? Group(string word) => Groups.GetValueOrDefault(word);

    /// <summary>The preposition that a figure or a noun stands behind, over its articles and adjectives.</summary>
    public static string? Before(IReadOnlyList<Token> tokens, int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - MaxReach; i--)
        {
            if (tokens[i].Column != tokens[at].Column || tokens[i].Kind == TokenKind.Number)
                return null;
            if (Group(tokens[i].Word) is { } group)
                return group;
            if (!IsPart(tokens[i]))
                return null;
        }

        return null;
    }

    /// <summary>An article or another word that may stand between a preposition and its noun.</summary>
    private static bool IsPart(Token token) =>
        token.Word is "the" or "a" or "an" or "its" or "his" or "her" or "their" or "our" or "der" or "die" or "das"
        or "dem" or "den" or "einem" or "einer" or "about" or "approximately" or "$" or "€" or "£" or "eur" or "usd" or "this"
        or "that" or "these" or "-";
}
