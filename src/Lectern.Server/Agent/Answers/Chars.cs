using System.Globalization;

namespace Lectern.Server.Agent.Answers;

/// <summary>What characters mean to programs that render Markdown; where they differ, to any of them.</summary>
internal static class Chars
{
    public static bool IsNewline(char c) => c is '\n' or '\r';

    /// <summary>
    /// What may stand in a line before a sign that begins a block: white space and the signs of quotations and lists.
    /// </summary>
    public static bool BeginsBlocks(char c) => c is '>' or '-' or '*' or '+' or '.' or ')' or ':' || char.IsAsciiDigit(c)
        || char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;

    /// <summary>Some programs end a line or a paragraph here, others do not.</summary>
    public static bool IsOddSpace(char c) =>
        c is '\v' or '\f' or '\0' or '\u001C' or '\u001D' or '\u001E' or '\u0085' or '\u2028' or '\u2029' or '\uFEFF';

    /// <summary>Whether a paragraph ends with the newline at an offset.</summary>
    public static bool EndsParagraph(ReadOnlySpan<char> text, int newline)
    {
        var i = newline + 1;
        if (text[newline] == '\r' && i < text.Length && text[i] == '\n')
            i++;
        while (i < text.Length && text[i] is ' ' or '\t')
            i++;
        return i < text.Length && IsNewline(text[i]);
    }

    /// <summary>How many of the same character a text begins with.</summary>
    public static int Run(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(text[0]);
        return end < 0 ? text.Length : end;
    }

    /// <summary>Whether the character behind a text is escaped by it.</summary>
    public static bool Escapes(ReadOnlySpan<char> before)
    {
        var slashes = before.Length - before.TrimEnd('\\').Length;
        return slashes % 2 == 1;
    }
}
