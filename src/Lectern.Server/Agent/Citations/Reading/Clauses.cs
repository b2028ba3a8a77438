namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Where a sentence's parts end. Thread-safe.</summary>
internal static class Clauses
{
    private static readonly Dictionary<string, int> Conjunctions = WordList.Map<int>(
        (7, """
            while whereas but although though however wahrend aber sondern hingegen mais pero mientras compared versus vs
            unlike
            """),
        (6, "and or und oder et ou y o nor sowie"),
        (2, """
            which who whose whom that when where because since if unless until der welche welcher dass weil wenn qui que donde
            cuando
            """));

    private const int Contrasting = 7;

    /// <summary>How strongly a token divides what stands before and behind it; 0 when it does not.</summary>
    public static int Strength(IReadOnlyList<Token> tokens, int at)
    {
        var token = tokens[at];
        if (token.IsWord)
            return Conjunctions.GetValueOrDefault(token.Word);
        return token.Word[0] switch
        {
            '!' or '?' or '。' => 9,
            '.' => EndsSentence(tokens, at) ? 9 : 0,
            ';' or '|' or '•' => 8,
            ':' => 5,
            '(' or ')' or '[' or ']' => 4,
            ',' => 3,
            '-' when at > 0 && at + 1 < tokens.Count && tokens[at].Start > tokens[at - 1].End
                && tokens[at + 1].Start > tokens[at].End => 3,
            _ => 0,
        };
    }

    /// <summary>Whether what is said of the words before a token ends at it.</summary>
    public static bool Ends(IReadOnlyList<Token> tokens, int at) => Strength(tokens, at) >= 2 && tokens[at].Word is not "that";

    /// <summary>The tokens around one, between the joints that set clauses against each other.</summary>
    public static (int Start, int End) Around(IReadOnlyList<Token> tokens, int at)
    {
        var (start, end) = (at, at);
        while (start > 0 && Strength(tokens, start - 1) < Contrasting)
            start--;
        while (end < tokens.Count && Strength(tokens, end) < Contrasting)
            end++;
        return (start, end);
    }

    /// <summary>Not behind an abbreviation or an initial.</summary>
    private static bool EndsSentence(IReadOnlyList<Token> tokens, int at) =>
        at > 0 && (tokens[at - 1].Word.Length > 3 || tokens[at - 1].Kind == TokenKind.Number)
        && (at + 1 == tokens.Count
        || (tokens[at + 1].Start > tokens[at].End && (tokens[at + 1].IsCapital || !tokens[at + 1].IsWord)));
}
