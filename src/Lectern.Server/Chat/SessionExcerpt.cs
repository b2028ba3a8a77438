using Lectern.Server.Text;

namespace Lectern.Server.Chat;

/// <summary>What of a message is shown around the characters that it was found by.</summary>
internal static class SessionExcerpt
{
    private const int CharactersAround = 60;

    public static string Of(string message, string query)
    {
        var at = Math.Max(0, message.IndexOf(query, StringComparison.OrdinalIgnoreCase));
        var start = Math.Max(0, at - CharactersAround);
        var end = Math.Min(message.Length, at + query.Length + CharactersAround);
        if (start > 0 && char.IsLowSurrogate(message[start]))
            start--;
        if (end < message.Length && char.IsLowSurrogate(message[end]))
            end++;
        return (start > 0 ? "…" : "") + OneLine.Of(message[start..end]) + (end < message.Length ? "…" : "");
    }
}
