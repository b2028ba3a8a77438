namespace Lectern.Server.Indexing.Parsing.Formats.Data;

/// <summary>Bytes written as letters say nothing to a reader.</summary>
internal static class Base64
{
    private const int Fewest = 200;

    /// <returns>The text, or a word in place of bytes.</returns>
    public static string Shown(string text) => Is(text) ? $"[{text.Length} characters of Base64]" : text;

    private static bool Is(string text)
    {
        if (text.Length < Fewest)
            return false;
        var start = text.StartsWith("data:", StringComparison.Ordinal) ? text.IndexOf(',', StringComparison.Ordinal) + 1 : 0;
        foreach (var c in text.AsSpan(start, Math.Min(text.Length - start, 4096)))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/' or '=' or '-' or '_' or '\n' or '\r'))
                return false;
        }

        return true;
    }
}
