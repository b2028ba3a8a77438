namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Reads the unit behind a figure, in one word or several: euros, per cent, square metres, km/h.</summary>
internal static class UnitPhrases
{
    /// <param name="at">The token behind the figure and the word of its power of ten.</param>
    /// <returns>The unit's name, and the last token of figure and unit.</returns>
    public static (string? Unit, int Last) At(IReadOnlyList<Token> tokens, int at, Figure figure)
    {
        if (at < tokens.Count && tokens[at].Is('-') && at + 1 < tokens.Count && tokens[at + 1].IsWord
            && Units.IsSure(tokens[at + 1].Word))
            at++;
        if (at >= tokens.Count)
            return (null, figure.Last);
        if (tokens[at].Word is "or" or "and" && at + 2 < tokens.Count
            && tokens[at + 1].Word is "more" or "less" or "fewer" or "older" && Units.IsSure(tokens[at + 2].Word))
            return (Units.Name(tokens[at + 2].Word), figure.Last);
        if (tokens[at].Word is "per" or "pro" && at + 1 < tokens.Count && tokens[at + 1].Word is "cent" or "mille" or "mill")
            return (tokens[at + 1].Word == "cent" ? "%" : "permille", at + 1);
        var prefix = tokens[at].Word is "square" or "cubic" or "sq" or "cu" ? tokens[at].Word[0] == 's' ? "2" : "3" : null;
        if (prefix is not null)
            at++;
        if (at >= tokens.Count)
            return (null, figure.Last);
        var isJoined = tokens[at].Start == tokens[at - 1].End;
        var name = isJoined ? Units.JoinedName(tokens[at].Word) : Units.Name(tokens[at].Word);

        // 1990s, the 3rd
        if (isJoined && tokens[at].Word is "s" && figure.Values is [>= 1000 and <= 2100])
            return (null, at);
        if (name is null || (tokens[at].Word.Length == 1 && tokens[at].IsWord && tokens[at].IsCapital))
            return (null, figure.Last);
        if (name == "degree" && at + 1 < tokens.Count && tokens[at + 1].Word is "c" or "f" or "celsius" or "fahrenheit")
            return (tokens[at + 1].Word[0] == 'c' ? "°c" : "°f", at + 1);
        if (at + 2 < tokens.Count && tokens[at + 1].Is('/') && Units.JoinedName(tokens[at + 2].Word) is { } per)
            return ($"{name}{prefix}/{per}", at + 2);
        return (name + prefix, at);
    }
}
