namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Pronouns that take their subject from the sentence before; English, German, French, Spanish. Thread-safe.</summary>
internal static class Pronouns
{
    private static readonly HashSet<string> Words = WordList.Set("""
        it he she they this these those both its his her their er sie es dieser diese dieses ihr ihre sein seine il elle ils
        elles ce cette son sa ses el ella ellos ellas este esta su sus
        """);

    private static readonly HashSet<string> Sure = ["it", "he", "she", "they", "er", "sie", "es", "il", "elle", "ils", "elles",
        "ella", "ellos", "ellas"];

    /// <summary>As many words an adverbial before the subject has: "In 2019 it …".</summary>
    private const int Adverbial = 6;

    /// <summary>Whether a text's subject is a pronoun, or belongs to one.</summary>
    public static bool Begins(IReadOnlyList<Token> tokens)
    {
        var first = tokens.FirstOrDefault(t => t.Kind != TokenKind.Sign);
        if (first is not { IsWord: true })
            return false;
        if (Words.Contains(first.Word))
            return true;
        return Prepositions.Group(first.Word) is not null && tokens.Take(Adverbial).Any(t => t.IsWord && Sure.Contains(t.Word));
    }

    /// <summary>Whether it begins with a pronoun that stands for itself: not "this valve".</summary>
    public static bool BeginsAlone(IReadOnlyList<Token> tokens)
    {
        var first = tokens.FirstOrDefault(t => t.Kind != TokenKind.Sign);
        return first is { IsWord: true } && (Sure.Contains(first.Word)
            || (!Words.Contains(first.Word) && tokens.Take(Adverbial).Any(t => t.IsWord && Sure.Contains(t.Word))));
    }
}
