namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>What stands at a place of a text's tokens; places behind its end are none of it.</summary>
internal static class TokenLook
{
    /// <summary>The first place from <paramref name="at"/> on that is none of these words.</summary>
    public static int Past(this IReadOnlyList<Token> tokens, int at, params ReadOnlySpan<string> words)
    {
        while (at < tokens.Count && words.Contains(tokens[at].Word))
            at++;
        return at;
    }

    /// <summary>The number in digits that stands there, without a decimal part.</summary>
    public static int? Whole(this IReadOnlyList<Token> tokens, int at) =>
        at < tokens.Count && tokens[at].Kind == TokenKind.Number && int.TryParse(tokens[at].Word, out var value) ? value : null;

    public static bool IsSign(this IReadOnlyList<Token> tokens, int at, char sign) => at < tokens.Count && tokens[at].Is(sign);
}
