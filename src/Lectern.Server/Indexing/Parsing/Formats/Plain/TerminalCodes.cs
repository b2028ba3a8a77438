using System.Text.RegularExpressions;

namespace Lectern.Server.Indexing.Parsing.Formats.Plain;

/// <summary>What programs write for a terminal beside the text: colours, titles, letters struck over each other.</summary>
internal static partial class TerminalCodes
{
    public static string Strip(string text)
    {
        if (text.Contains('\u001B', StringComparison.Ordinal))
            text = Escape().Replace(text, "");
        return text.Contains('\b', StringComparison.Ordinal) ? Overstrike().Replace(text, "") : text;
    }

    /// <summary>Such as <c>ESC [ 31 m</c>, and <c>ESC ] 0 ; title BEL</c>.</summary>
    [GeneratedRegex(
        @"\x1B(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\x07\x1B\n]{0,500}(?:\x07|\x1B\\)|[()*+][0-9A-Za-z]|[=>78DEHMNOcn])",
        RegexOptions.None, 5000)]
    private static partial Regex Escape();

    /// <summary>A letter that the next one is written over.</summary>
    [GeneratedRegex(@"[^\n]\x08", RegexOptions.None, 5000)]
    private static partial Regex Overstrike();
}
