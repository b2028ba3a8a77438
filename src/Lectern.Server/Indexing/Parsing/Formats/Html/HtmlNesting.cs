using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>
/// Bounds how deep the elements of a page nest before it is parsed: the rules of HTML have the parser look through all open
/// elements at many tags, and open again what tells how letters look in every paragraph that it was left open in. What nests
/// deeper than any page loses its tags, not its text.
/// </summary>
internal sealed class HtmlNesting
{
    /// <summary>Below what is walked, with room for what the parser puts in by itself.</summary>
    private const int MaxDepth = 200;

    /// <summary>Elements that are opened again, of those that are written; and so many always.</summary>
    private const int MaxReopened = 4;
    private const int ReopenedAlways = 20_000;

    private readonly string html;
    private readonly bool dropsLetters;
    private readonly StringBuilder bounded;
    private readonly OpenElements open = new();
    private long tags;
    private long reopened;
    private int copied;
    private int at;

    private HtmlNesting(string html, bool dropsLetters)
    {
        (this.html, this.dropsLetters) = (html, dropsLetters);
        bounded = new StringBuilder();
    }

    /// <returns>The page itself where nothing is wrong with it.</returns>
    public static string Bounded(string html)
    {
        var nesting = new HtmlNesting(html, dropsLetters: false);
        if (nesting.Read() is { } bounded)
            return bounded;
        return new HtmlNesting(html, dropsLetters: true).Read()!;
    }

    /// <returns>Null where letters' elements are opened again too often.</returns>
    private string? Read()
    {
        while (at < html.Length && html.IndexOf('<', at) is >= 0 and var tag && tag + 1 < html.Length)
        {
            at = tag + 1;
            if (html.AsSpan(tag).StartsWith("<!--"))
                at = html.IndexOf("-->", tag, StringComparison.Ordinal) is >= 0 and var close ? close + 3 : html.Length;
            else if (html[at] == '/' && at + 1 < html.Length && char.IsAsciiLetter(html[at + 1]))
                End(tag);
            else if (char.IsAsciiLetter(html[at]))
                Start(tag);
            if (!dropsLetters && reopened > ReopenedAlways + (MaxReopened * tags))
                return null;
        }

        return copied == 0 ? html : bounded.Append(html, copied, html.Length - copied).ToString();
    }

    private void Start(int tag)
    {
        var name = Name(at);
        var isClosed = ToTagEnd(tag);
        tags++;
        if (HtmlElements.EndsDrawing(name))
            open.CloseDrawing();
        var isDrawing = open.IsInDrawing;
        if (HtmlElements.IsRaw(name) && !isDrawing)
        {
            var end = html.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
            at = end < 0 ? html.Length : end;
            return;
        }

        if (HtmlElements.IsVoid(name) || (isClosed && isDrawing && HtmlElements.IsDrawn(name)))
            return;
        if (dropsLetters && HtmlElements.IsLetters(name))
        {
            Replace(tag, name is "s" or "strike" ? "<del>" : "");
            return;
        }

        open.CloseBefore(name);
        if (open.Depth >= MaxDepth)
            Replace(tag, HtmlNames.IsInline(name) ? "" : "<br>");
        else
            reopened += open.Push(name, HtmlElements.IsLetters(name) ? html[tag..at] : "");
    }

    private void End(int tag)
    {
        var name = Name(at + 1);
        ToTagEnd(tag);
        if (dropsLetters && HtmlElements.IsLetters(name))
            Replace(tag, name is "s" or "strike" ? "</del>" : "");
        else
            open.Close(name);
    }

    private void Replace(int tag, string with)
    {
        bounded.Append(html, copied, tag - copied).Append(with);
        copied = at;
    }

    private string Name(int start)
    {
        var end = start;
        while (end < html.Length && end - start < 64 && !char.IsWhiteSpace(html[end]) && html[end] is not ('>' or '/'))
            end++;
        return html[start..end].ToLowerInvariant();
    }

    /// <summary>Quoted values may hold the sign that ends a tag.</summary>
    /// <returns>Whether it ends in <c>/&gt;</c>.</returns>
    private bool ToTagEnd(int tag)
    {
        var (quote, before) = ('\0', '\0');
        for (at = tag + 1; at < html.Length; at++)
        {
            var c = html[at];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'' && before == '=')
                quote = c;
            else if (c == '>')
                return html[at++ - 1] == '/';
            before = char.IsWhiteSpace(c) ? before : c;
        }

        return false;
    }
}
