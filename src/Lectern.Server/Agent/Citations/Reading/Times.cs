using System.Globalization;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Finds times of the day among tokens: 14:30, 2:30 pm.</summary>
internal static class Times
{
    /// <returns>Null when none begins there.</returns>
    public static Figure? At(IReadOnlyList<Token> tokens, int i)
    {
        if (tokens[i].Kind != TokenKind.Number || tokens[i].Word.Split(':') is not ({ Length: 2 or 3 } parts)
            || !parts.All(p => p.Length is 1 or 2) || !int.TryParse(parts[0], out var hour) || hour > 24)
        {
            return null;
        }

        var last = i;
        if (i + 1 < tokens.Count && tokens[i + 1].Word is "pm" or "am")
        {
            hour += tokens[i + 1].Word == "pm" && hour < 12 ? 12 : 0;
            last = i + 1;
        }

        return new Figure(i, last, [])
        {
            Time = string.Join(':', parts.Skip(1).Prepend(hour.ToString(CultureInfo.InvariantCulture))),
        };
    }
}
