using System.Text.Encodings.Web;
using System.Text.Unicode;
using Lectern.Server.Text;

namespace Lectern.Server.Attachments;

/// <summary>
/// A file's parsed text as an HTML page with a stretch marked (<c>&lt;mark id="mark"&gt;</c>): what stands in for a page's picture where
/// a format has no pages, or no places on them. Everything of the document is escaped.
/// </summary>
internal static class MarkedText
{
    public const string ContentType = "text/html; charset=utf-8";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="span">Null, or beyond the text, marks nothing.</param>
    public static string Page(string name, string text, TextSpan? span)
    {
        var map = new CodePointMap(text);
        var start = map.ToUtf16(Math.Min(span?.Start ?? map.Length, map.Length));
        var end = map.ToUtf16(Math.Min(span?.End ?? map.Length, map.Length));
        var marked = end > start ? $"<mark id=\"mark\">{Escaped(text[start..end])}</mark>" : "";
        return $$"""
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"><title>{{Escaped(name)}}</title>
            <style>body { margin: 2em; font: 16px/1.5 sans-serif } pre { white-space: pre-wrap; font: inherit } mark { background: #ffe066; scroll-margin: 40vh }</style>
            </head><body><pre>
            {{Escaped(text[..start])}}{{marked}}{{Escaped(text[end..])}}</pre></body></html>
            """;
    }

    private static string Escaped(string text) => Encoder.Encode(text);
}
