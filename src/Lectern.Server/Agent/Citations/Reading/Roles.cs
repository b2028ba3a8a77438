namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Tells what part a word has in what a verb says: who does it, to whom it is done, or the preposition it stands behind. The verb
/// is any word that both texts share; whether it is said passively is told by its form and its auxiliary. Thread-safe.
/// </summary>
internal static class Roles
{
    public const string Doer = "doer";
    public const string Done = "done";
    private const int Reach = 3;

    private static readonly HashSet<string> Auxiliaries = WordList.Set("""
        is are was were be been being wurde wurden wird werden get gets got
        """);

    private static readonly HashSet<string> Telling = ["from", "to", "by", "with", "against", "for", "than", "over"];

    public static bool IsPassive(IReadOnlyList<Token> tokens, int verb)
    {
        var word = tokens[verb].Word;
        var isBefore = verb + 1 < tokens.Count && tokens[verb + 1].Word is "by" or "von" or "durch" or "par" or "por";
        if (isBefore && verb > 0 && Auxiliaries.Contains(tokens[verb - 1].Word))
            return true;
        if (!tokens[verb].IsWord
            || !(word.EndsWith("ed", StringComparison.Ordinal) || word.EndsWith('n') || word.EndsWith('t') || word.EndsWith('d')))
            return false;
        if (isBefore)
            return true;
        for (var i = verb - 1; i >= 0 && i >= verb - Reach; i--)
        {
            if (Auxiliaries.Contains(tokens[i].Word))
                return true;
            if (Clauses.Strength(tokens, i) > 0)
                return false;
        }

        return false;
    }

    /// <returns>Null where the part cannot be told, or says nothing of who did what.</returns>
    public static string? Of(IReadOnlyList<Token> tokens, int word, int verb)
    {
        var preposition = Governing.Preposition(tokens, word, word > verb ? verb + 1 : 0, over: "of");
        var isPassive = IsPassive(tokens, verb);
        if (preposition == "by" && isPassive && word > verb)
            return Doer;
        if (preposition is not null)
            return Telling.Contains(preposition) && word > verb ? preposition : null;
        return word < verb ? isPassive ? Done : Doer : isPassive ? null : Done;
    }
}
