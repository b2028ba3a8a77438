using System.Globalization;
using System.Text;

namespace Lectern.Server.Text;

/// <summary>Strangers' text on a terminal: what would move the cursor, begin a line or turn the writing is spelt out.</summary>
internal static class Printable
{
    /// <returns>The text itself when nothing in it has to be spelt out.</returns>
    public static string Of(string text)
    {
        if (!text.Any(MustBeSpelt) && UnicodeText.IsWellFormed(text))
            return text;
        var printable = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                printable.Append(text[i]).Append(text[++i]);
            else if (MustBeSpelt(text[i]) || char.IsSurrogate(text[i]))
                printable.Append(Spelt(text[i]));
            else
                printable.Append(text[i]);
        }

        return printable.ToString();
    }

    private static string Spelt(char c) => c switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };

    /// <summary>Controls, line ends, and what changes the direction of writing.</summary>
    private static bool MustBeSpelt(char c) =>
        (char.IsControl(c) && c != '\t') || c is '\u2028' or '\u2029' or '\u061C' or '\u200E' or '\u200F' or '\uFEFF'
            or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
