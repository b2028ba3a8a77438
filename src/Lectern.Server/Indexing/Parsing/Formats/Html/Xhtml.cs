using System.Net;
using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>
/// XHTML as HTML: an element that XML closes in its own tag (<c>&lt;title/&gt;</c>) would stay open in HTML and swallow what
/// follows. Rewritten as text and not parsed as XML, because the chapters of many books are not well formed.
/// </summary>
internal static class Xhtml
{
    private const int SniffCharacters = 2048;

    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    };

    public static bool Is(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, SniffCharacters));
        return start.TrimStart().StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
            || start.Contains("http://www.w3.org/1999/xhtml", StringComparison.OrdinalIgnoreCase);
    }

    public static string ToHtml(string xhtml)
    {
        var html = new StringBuilder(xhtml.Length + 256);
        var at = 0;
        while (at < xhtml.Length)
        {
            var open = xhtml.IndexOf('<', at);
            if (open < 0)
                break;
            html.Append(xhtml, at, open - at);
            at = Tag(xhtml, open, html);
        }

        return html.Append(xhtml, at, xhtml.Length - at).ToString();
    }

    /// <returns>Where what follows begins.</returns>
    private static int Tag(string text, int open, StringBuilder html)
    {
        if (Starts("<!--"))
            return Copy(Past("-->"));
        if (Starts("<![CDATA["))
        {
            var close = Past("]]>");
            var end = Math.Max(open + 9, close - 3);
            html.Append(WebUtility.HtmlEncode(text[(open + 9)..end]));
            return close;
        }

        if (Starts("<?"))
            return Past("?>");
        if (Starts("<!DOCTYPE"))
            return AfterType(text, open);
        var tagEnd = TagEnd(text, open + 1);
        if (tagEnd >= text.Length || tagEnd < open + 3 || text[tagEnd - 1] != '/' || !char.IsAsciiLetter(text[open + 1]))
            return Copy(Math.Min(text.Length, tagEnd + 1));
        var nameEnd = open + 1;
        while (nameEnd < tagEnd - 1 && !char.IsWhiteSpace(text[nameEnd]) && text[nameEnd] != '/')
            nameEnd++;
        var name = text[(open + 1)..nameEnd];
        if (Void.Contains(name))
            return Copy(tagEnd + 1);
        html.Append(text, open, tagEnd - 1 - open).Append("></").Append(name).Append('>');
        return tagEnd + 1;

        bool Starts(string with) => string.Compare(text, open, with, 0, with.Length, StringComparison.OrdinalIgnoreCase) == 0;

        int Past(string end) =>
            text.IndexOf(end, open, StringComparison.Ordinal) is >= 0 and var found ? found + end.Length : text.Length;

        int Copy(int end)
        {
            html.Append(text, open, end - open);
            return end;
        }
    }

    /// <summary>Quoted values may hold the sign that ends a tag.</summary>
    private static int TagEnd(string text, int at)
    {
        var quote = '\0';
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c is '>' or '<')
                return c == '>' ? at : at - 1;
        }

        return at;
    }

    /// <summary>A document type may declare entities in brackets, which HTML would show as text.</summary>
    private static int AfterType(string text, int at)
    {
        var end = text.IndexOfAny(['>', '['], at);
        if (end >= 0 && text[end] == '[')
            end = text.IndexOf(']', end) is >= 0 and var close ? text.IndexOf('>', close) : -1;
        return end < 0 ? text.Length : end + 1;
    }
}
