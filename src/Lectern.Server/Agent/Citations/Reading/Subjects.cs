namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Finds what a sentence is about. Without a grammar: the words before the first auxiliary, number, preposition or joint.
/// Thread-safe.
/// </summary>
internal static class Subjects
{
    private const int MaxWords = 5;

    private static readonly HashSet<string> Auxiliaries = WordList.Set("""
        is are was were be been has have had can could may might will would shall should must do does did ist sind war waren
        wird wurde wurden hat haben hatte kann konnte est sont etait ont es fue era ha han
        """);

    public static bool IsAuxiliary(Token token) => token.IsWord && Auxiliaries.Contains(token.Word);

    public static IReadOnlyList<Token> Of(IReadOnlyList<Token> tokens)
    {
        var subject = new List<Token>();
        var sawName = false;
        for (var i = 0; i < tokens.Count && subject.Count < MaxWords; i++)
        {
            var token = tokens[i];
            if (token.Kind == TokenKind.Sign && subject.Count == 0)
                continue;
            if (Labels.IsNumber(tokens, i) && subject.Count > 0)
            {
                subject.Add(token);
                break;
            }

            if (token.Kind == TokenKind.Number && i + 1 < tokens.Count && subject.Count > 0 && !sawName)
                break;
            if (token.Kind == TokenKind.Sign && token.Word is not ("-" or "&" or "."))
                break;
            if (Auxiliaries.Contains(token.Word) && token.Kind == TokenKind.Word)
                break;
            if (subject.Count > 0 && Prepositions.Group(token.Word) is { } preposition && preposition != "of")
                break;

            // Behind a name a small word is the verb.
            if (sawName && token.IsWord && !token.IsCapital && token.IsContent)
                break;
            if (token.IsContent)
                subject.Add(token);
            sawName |= token.IsCapital && i > 0 && token.IsContent;
        }

        return subject;
    }
}
