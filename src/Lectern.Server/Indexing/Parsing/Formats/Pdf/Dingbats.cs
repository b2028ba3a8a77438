using UglyToad.PdfPig.Content;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Ticks, crosses and bullets of the font Dingbats, whose codes are those of letters and digits: a tick must not be read as a 3.
/// </summary>
internal static class Dingbats
{
    /// <summary>Signs of the font that stand elsewhere in Unicode than in its own block.</summary>
    private static readonly Dictionary<char, string> Elsewhere = new()
    {
        ['%'] = "☎",
        ['*'] = "☛",
        ['+'] = "☞",
        ['H'] = "★",
        ['l'] = "●",
        ['n'] = "■",
        ['s'] = "▲",
        ['t'] = "▼",
        ['u'] = "◆",
        ['w'] = "◗",
    };

    public static string Of(Letter letter)
    {
        var value = letter.Value;
        return value is [> ' ' and <= '~'] && letter.FontName is { } font && font.Contains("Dingbats", StringComparison.Ordinal)
            ? Elsewhere.GetValueOrDefault(value[0]) ?? ((char)(0x2700 + value[0] - ' ')).ToString()
            : value;
    }
}
