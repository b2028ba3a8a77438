using AngleSharp.Html.Parser;

namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>
/// HTML as Markdown-like text: headings, paragraphs, lists, tables, formulas and code. What a reader does not see (scripts,
/// styles, hidden elements) is left out. Nothing is loaded and no script runs.
/// </summary>
internal static class HtmlFormat
{
    /// <param name="withTitle">Whether the page's title is its heading when it has no other of the first level.</param>
    /// <param name="isXhtml">Known to be XHTML, though it may not say so.</param>
    public static void Read(string html, DocumentBuilder builder, bool withTitle = true, bool isXhtml = false)
    {
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(
            HtmlNesting.Bounded(isXhtml || Xhtml.Is(html) ? Xhtml.ToHtml(html) : html));
        if (withTitle && document.Title is { Length: > 0 } title && document.QuerySelector("h1") is null)
            builder.Add(BlockKind.Heading, "# " + Spaces.Collapse(title), 1);
        if (document.Body is { } body)
            new HtmlWalker(HtmlStyles.Of(document), builder).Whole(body);
    }

    /// <summary>A piece of HTML as one line.</summary>
    public static string Line(string html) =>
        new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(HtmlNesting.Bounded(html)) is
        { Body: { } body } document
            ? HtmlWalker.Line(body, HtmlStyles.Of(document), 0)
            : "";
}
