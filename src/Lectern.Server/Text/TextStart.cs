namespace Lectern.Server.Text;

/// <summary>The beginning of a text, cut between characters and never within a surrogate pair.</summary>
internal static class TextStart
{
    /// <param name="length">UTF-16 units, at most.</param>
    public static string Of(string text, int length) => text.Length <= length ? text : Cut(text, length).ToString();

    /// <param name="length">UTF-16 units, at most.</param>
    public static string Of(ReadOnlySpan<char> text, int length) =>
        (text.Length <= length ? text : Cut(text, length)).ToString();

    /// <summary>As many whole words as fit; of one that is longer, as many characters.</summary>
    /// <param name="length">UTF-16 units, at most.</param>
    public static string AtWord(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var space = text.LastIndexOf(' ', length);
        return Of(text, space > 0 ? space : length);
    }

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, int length) =>
        text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
