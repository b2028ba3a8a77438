namespace Lectern.Server.Text;

/// <summary>A text as one line: its words with a space between them.</summary>
internal static class OneLine
{
    public static string Of(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>As a part of a sentence: not longer than so many UTF-16 units, with a sign that it goes on.</summary>
    public static string Of(string text, int length)
    {
        var line = Of(text);
        return line.Length > length ? TextStart.Of(line, length) + "…" : line;
    }
}
