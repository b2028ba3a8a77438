using System.Globalization;

namespace Lectern.Server.Chat;

/// <summary>A session's title, made of its first message without a model: its words on one line, at most 80 characters.</summary>
internal static class Titles
{
    private const int MaxCharacters = 80;

    public static string FromMessage(string message)
    {
        var words = message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var line = string.Join(' ', words.Select(w => string.Concat(w.Where(c => !char.IsControl(c))))).Trim();
        if (line.Length <= MaxCharacters)
            return line.Length == 0 ? "New chat" : line;

        // Cut before the last word that does not fit, but never in the middle of what a reader sees as one character.
        var cut = 0;
        foreach (var start in StringInfo.ParseCombiningCharacters(line))
        {
            if (start > MaxCharacters - 1)
                break;
            cut = start;
        }

        var space = line.LastIndexOf(' ', cut);
        return line[..(space > MaxCharacters / 2 ? space : cut)].TrimEnd(' ', ',', ';', ':', '-') + "…";
    }
}
