using System.Text.RegularExpressions;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Reads a log's line of the form <c>12:04:52 worker=2 status=failed</c> as a row: what stands before "=" is a column's head.
/// Thread-safe.
/// </summary>
internal static partial class KeyedLine
{
    private const int LeastPairs = 2;

    /// <returns>Null for any other line.</returns>
    public static List<Token>? Tokens(string line)
    {
        var pairs = Pair().Matches(line);
        if (pairs.Count < LeastPairs)
            return null;
        List<Token> tokens = [.. Reading.Tokens.Of(line[..pairs[0].Index]).Select(t => t with { Column = 0 })];
        for (var i = 0; i < pairs.Count; i++)
        {
            tokens.AddRange(
                Reading.Tokens.Of(pairs[i].Groups[1].Value.Replace('_', ' '))
                    .Select(t => t with { Column = i + 1, IsHead = true }));
            tokens.AddRange(Reading.Tokens.Of(pairs[i].Groups[2].Value.Trim('"')).Select(t => t with { Column = i + 1 }));
        }

        return tokens;
    }

    [GeneratedRegex("""([\p{L}_][\p{L}\p{N}_.-]*)=("[^"]*"|\S+)""")]
    private static partial Regex Pair();
}
