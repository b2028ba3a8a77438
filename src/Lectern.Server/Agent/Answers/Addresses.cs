using System.Buffers;
using System.Globalization;

namespace Lectern.Server.Agent.Answers;

/// <summary>What programs make links of in plain text. Thread-safe.</summary>
internal static class Addresses
{
    /// <summary>What may stand behind an address without belonging to it.</summary>
    private const string Trailing = ".,;:!?'*_~)]…";

    /// <summary>No name of a host is longer.</summary>
    private const int MaxHost = 253;

    private static readonly string[] Schemes = ["http://", "https://", "ftp://", "www."];

    private static readonly SearchValues<char> Signs = SearchValues.Create("/:@#?%");

    /// <summary>What an address in a text ends before, at the latest.</summary>
    public static SearchValues<char> Ends { get; } = SearchValues.Create(
        " \t\r\n\v\f\u00A0\u2028\u2029\u3000<>\"`|[]{}\\^“”„«»。，、；：！？（）【】「」『』《》");

    /// <summary>The length of the scheme that a text begins with, host excluded; 0 when it begins with none.</summary>
    public static int Scheme(ReadOnlySpan<char> text)
    {
        foreach (var scheme in Schemes)
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return scheme.Length;
        }

        return 0;
    }

    /// <summary>Whether a text that ends here may still become an address.</summary>
    public static bool MayBecomeScheme(ReadOnlySpan<char> text)
    {
        foreach (var scheme in Schemes)
        {
            if (text.Length < scheme.Length && scheme.AsSpan().StartsWith(text, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>The length of the address that a text begins with.</summary>
    /// <param name="goesOn">Whether some programs take more for the address than this.</param>
    /// <returns>Null while more of it may come.</returns>
    public static int? Length(TextAhead ahead, out bool goesOn)
    {
        var text = ahead.Text;
        goesOn = false;
        var widest = 0;
        for (; widest < text.Length && text[widest] is not (' ' or '\t' or '\r' or '\n'); widest++)
        {
            // What else stands in an angle bracket is written as words, which an address does not end before.
            var tag = text[widest] == '<' ? Tags.Formatting(ahead.From(widest), out _) : RuleOutcome.Nothing;
            if (tag == RuleOutcome.Unclear)
                return null;

            // Behind these signs some program takes the tag for a part of the address.
            if (tag == RuleOutcome.Found && !text[..widest].ContainsAny('[', '@'))
                break;
        }

        if (widest == text.Length && !ahead.IsAll)
            return null;
        var end = text[..widest].IndexOfAny(Ends);
        var length = text[..(end < 0 ? widest : end)].TrimEnd(Trailing).Length;
        // A backtick that a program takes for a part of the address opens no code there.
        foreach (var c in text[length..widest])
            goesOn |= char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c == '`';
        return length;
    }

    /// <summary>The length of a mail's host, from its first character.</summary>
    /// <param name="anyHost">Whether a host without a point will do, as behind <c>mailto:</c>.</param>
    /// <returns>0 for none; null while more of it may come.</returns>
    public static int? MailHost(TextAhead ahead, bool anyHost)
    {
        var text = ahead.Text;
        var end = 0;
        while (end < text.Length && (MayBeHost(text[end]) || GoesOn(text, end)))
            end++;
        if (text.Length - end <= (text[end..].StartsWith('|') ? 1 : 0) && !ahead.IsAll)
            return null;
        var host = text[..end].TrimEnd("-_.\\");
        return anyHost || (host.Contains('.') && HasLetter(host)) || MayHaveParts(host) ? host.Length : 0;
    }

    /// <summary>Whether a text that stands behind two slashes begins with a host.</summary>
    /// <returns>Null while it cannot be told yet.</returns>
    public static bool? BeginsWithHost(TextAhead ahead)
    {
        var text = ahead.Text;
        var end = 0;
        while (end < text.Length && (MayBeHost(text[end]) || GoesOn(text, end) || text[end] is '@' or ':' or '%' or '['))
            end++;
        if (text.Length - end <= (text[end..].StartsWith('|') ? 1 : 0) && !ahead.IsAll)
            return null;
        return HasParts(text[..end]) || MayHaveParts(text[..end]) || text[..end].Contains('[')
            || text[..end].StartsWith("localhost", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Whether what follows a line's last word would be read as a part of it: of an address, a reference or an escape.
    /// </summary>
    public static bool MayGoOn(ReadOnlySpan<char> line)
    {
        var start = line.Length;
        while (start > 0 && !char.IsWhiteSpace(line[start - 1]))
            start--;
        var word = line[start..].ToString().Replace("\\", "", StringComparison.Ordinal);
        return Chars.Escapes(line) || word.Contains('@') || word.EndsWith('/') || word.LastIndexOf('&') > word.LastIndexOf(';')
            || word.Contains("//", StringComparison.Ordinal) || word.Contains("www.", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a sign at an address's end may belong to the sentence.</summary>
    public static bool MayTrail(char c) => Trailing.Contains(c);

    /// <summary>Whether what stands in a link's parentheses is written as an address, and not as in E[X](t).</summary>
    public static bool MayBeMeant(ReadOnlySpan<char> target)
    {
        var point = target.LastIndexOf('.');
        return target.ContainsAny(Signs) || (point >= 0 && point < target.Length - 1 && char.IsLetter(target[point + 1]));
    }

    /// <summary>An address as words that no program makes a link of, where code cannot be relied on.</summary>
    public static string Apart(string address)
    {
        // Another one may begin in it.
        var apart = address.Replace("://", ":// ", StringComparison.Ordinal);
        apart = apart.StartsWith("//", StringComparison.Ordinal) ? "/ " + apart[1..]
            : apart[0] == '/' ? " " + apart
            : apart;
        return apart.Replace(".", " .", StringComparison.Ordinal).Replace("@", " @ ", StringComparison.Ordinal)
            .Replace("&", "&amp;", StringComparison.Ordinal);
    }

    /// <summary>What some program takes for a part of a host: all but white space, brackets and most punctuation.</summary>
    private static bool MayBeHost(char c) => c switch
    {
        '-' or '_' or '.' or '\0' => true,
        '<' or '>' or '|' => false,
        _ => !char.IsWhiteSpace(c) && !char.IsPunctuation(c) && char.GetUnicodeCategory(c) is not UnicodeCategory.Control,
    };

    private static bool HasLetter(ReadOnlySpan<char> host) =>
        host.ContainsAnyInRange('A', 'Z') || host.ContainsAnyInRange('a', 'z') || host.ContainsAnyExceptInRange('\0', '\u007F');

    /// <summary>
    /// A backslash or what it escapes, to some programs the beginning and the end of a formula; a bar that no blank follows.
    /// </summary>
    private static bool GoesOn(ReadOnlySpan<char> text, int at) =>
        text[at] == '\\' || (text[at] is '(' or ')' or '[' or ']' && Chars.Escapes(text[..at]))
        || (text[at] == '|' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]));

    /// <summary>Whether more of a host may stand behind what can be read of it, as behind a formula that has blanks.</summary>
    private static bool MayHaveParts(ReadOnlySpan<char> host) =>
        host.Length > MaxHost || host.Contains('$')
        || host.Contains("\\(", StringComparison.Ordinal) || host.Contains("\\[", StringComparison.Ordinal);

    /// <summary>Parts between points.</summary>
    private static bool HasParts(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        return point > 0 && point < text.Length - 1;
    }
}
