namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>What stands in parentheses belongs to what it stands behind, and takes no words from outside. Thread-safe.</summary>
internal static class Asides
{
    /// <returns>The rivals that divide the text with a thing, and the tokens of the asides that hold others.</returns>
    public static (List<(int First, int Last)> Outside, HashSet<int> Inside) Divide(
        IReadOnlyList<Token> tokens, (int First, int Last) own, IReadOnlyList<(int First, int Last)> rivals)
    {
        var outside = new List<(int First, int Last)>();
        var inside = new HashSet<int>();
        var around = Around(tokens, own.First);
        foreach (var rival in rivals)
        {
            var aside = Around(tokens, rival.First);
            if (aside is { } there && aside != around && around is null)
                inside.UnionWith(Enumerable.Range(there.Open, there.Close - there.Open + 1));
            else
                outside.Add(rival);
        }

        return (outside, inside);
    }

    /// <summary>The tokens that stand in parentheses, with them.</summary>
    public static HashSet<int> Inside(IReadOnlyList<Token> tokens)
    {
        var inside = new HashSet<int>();
        for (var (i, depth) = (0, 0); i < tokens.Count; i++)
        {
            depth += tokens[i].Is('(') ? 1 : 0;
            if (depth > 0)
                inside.Add(i);
            depth -= tokens[i].Is(')') && depth > 0 ? 1 : 0;
        }

        return inside;
    }

    /// <summary>The parentheses around a token; null where there are none.</summary>
    public static (int Open, int Close)? Around(IReadOnlyList<Token> tokens, int at)
    {
        var open = at;
        for (var depth = 0; open >= 0; open--)
        {
            if (tokens[open].Is(')'))
                depth++;
            else if (tokens[open].Is('(') && --depth < 0)
                break;
        }

        if (open < 0)
            return null;
        var close = at;
        for (var depth = 0; close < tokens.Count; close++)
        {
            if (tokens[close].Is('('))
                depth++;
            else if (tokens[close].Is(')') && --depth < 0)
                return (open, close);
        }

        return null;
    }
}
