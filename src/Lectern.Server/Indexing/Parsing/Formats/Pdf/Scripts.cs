namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>What a script's signs say about the spaces between them.</summary>
internal static class Scripts
{
    /// <summary>Chinese and Japanese, with their punctuation: no space stands between signs, nor where a line ends.</summary>
    public static bool IsIdeographic(char c) =>
        c is (>= '\u2E80' and <= '\u30FF') or (
            >= '\u3100' and <= '\u312F') or (>= '\u31F0' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF')
            or (>= '\uFF01' and <= '\uFF9F') or (>= '\uD840' and <= '\uD88F');

    /// <summary>Thai, Lao, Khmer and Burmese: a space ends a phrase, not a word, so none stands where a line ends.</summary>
    public static bool IsSpacedByPhrase(char c) =>
        c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF');

    public static bool IsWithoutSpaces(string text) => text.Length > 0 && IsIdeographic(text[0]);
}
