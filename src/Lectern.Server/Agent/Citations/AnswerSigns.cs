using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Server.Agent.Citations;

/// <summary>The signs that <see cref="AnswerScanner"/> looks for. Thread-safe.</summary>
internal static partial class AnswerSigns
{
    private const int MaxNumbers = 20;

    private static readonly string[] Schemes = ["http://", "https://", "ftp://", "www."];

    /// <summary>What an address in a text ends before.</summary>
    public static SearchValues<char> AddressEnds { get; } = SearchValues.Create(" \t\r\n<>\"`|[]{}\\^“”");

    /// <summary>Where a bracket closes, from the one that opens at 0, in the same paragraph.</summary>
    public static int? Closing(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '[')
                depth++;
            else if (text[i] == ']' && --depth == 0)
                return i;
            else if (EndsParagraph(text.Slice(i, Math.Min(2, text.Length - i))))
                return null;
        }

        return null;
    }

    /// <summary>Whether the parenthesis that opens at 0 closes, in the same line.</summary>
    public static bool Closes(ReadOnlySpan<char> text)
    {
        var depth = 0;
        foreach (var c in text)
        {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 || c == '\n')
                return true;
        }

        return false;
    }

    public static bool EndsParagraph(ReadOnlySpan<char> text) => text.Contains("\n\n", StringComparison.Ordinal);

    /// <summary>The passages that a mark names, ranges written out; beyond <see cref="MaxNumbers"/> the rest is ignored.</summary>
    public static IReadOnlyList<int> Numbers(string mark)
    {
        var numbers = new List<int>();
        foreach (Match match in NumberOrRange().Matches(mark))
        {
            var first = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            var last = match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : first;
            for (var n = first; n <= last && numbers.Count < MaxNumbers; n++)
                numbers.Add(n);
            if (last < first)
                numbers.Add(first);
        }

        return [.. numbers.Distinct()];
    }

    /// <summary>Whether a text begins with an address, or ends while it may still become one.</summary>
    public static bool MayBeAddress(ReadOnlySpan<char> text)
    {
        foreach (var scheme in Schemes)
        {
            var length = Math.Min(scheme.Length, text.Length);
            if (length > 0 && text[..length].Equals(scheme.AsSpan(0, length), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <returns>The length of what makes it an address; 0 when it is none (yet).</returns>
    public static int AddressBeginning(string text) =>
        Schemes.FirstOrDefault(s => text.StartsWith(s, StringComparison.OrdinalIgnoreCase))?.Length ?? 0;

    /// <summary>What a line may hold before the sign that a block begins with.</summary>
    [GeneratedRegex("""^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*$""")]
    public static partial Regex LineBeginning { get; }

    /// <summary>What stands between the brackets of a mark.</summary>
    [GeneratedRegex("""^\s*\^?\d{1,4}(?:\s*(?:[,;–-]|and|&)\s*\^?\d{1,4})*\s*$""")]
    public static partial Regex Mark { get; }

    /// <summary>As some models are trained to write it: 【3】 or 【3†source】.</summary>
    [GeneratedRegex("""\G【\s*(\d{1,4})[^】\n]{0,60}】""")]
    public static partial Regex WideMark { get; }

    [GeneratedRegex("""^\\\[(\s*\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*\s*)\\?\]""")]
    public static partial Regex EscapedMark { get; }

    [GeneratedRegex("""^\\\[[\s\d,;–-]{0,40}\\?$""")]
    public static partial Regex EscapedMarkBeginning { get; }

    /// <summary>A link's target and title in parentheses.</summary>
    [GeneratedRegex("""\G\(\s*(?:<(?<url>[^<>\n]*)>|(?<url>(?:[^\s()<>]|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)""")]
    public static partial Regex Target { get; }

    [GeneratedRegex("""^</?(?:br|hr|sub|sup|b|i|u|s|em|strong|kbd|mark|small|del|ins)\s*/?>""", RegexOptions.IgnoreCase)]
    public static partial Regex FormattingTag { get; }

    [GeneratedRegex("""^<(?:/?[a-z]{0,7}\s{0,2}/?)?$""", RegexOptions.IgnoreCase)]
    public static partial Regex FormattingTagBeginning { get; }

    [GeneratedRegex("""(\d{1,4})(?:\s*[–-]\s*\^?(\d{1,4}))?""")]
    private static partial Regex NumberOrRange();
}
