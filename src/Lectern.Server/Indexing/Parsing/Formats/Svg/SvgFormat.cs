using AngleSharp.Html.Parser;
using Lectern.Server.Indexing.Parsing.Formats.Html;

namespace Lectern.Server.Indexing.Parsing.Formats.Svg;

/// <summary>A drawing: its title, its description and its words.</summary>
internal static class SvgFormat
{
    public static void Read(string svg, DocumentBuilder builder)
    {
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(
            HtmlNesting.Bounded(Xhtml.ToHtml(svg)));
        if (document.QuerySelector("svg") is not { } drawing)
            return;
        foreach (var child in drawing.Children)
        {
            if (child.LocalName == "title")
                builder.Heading(1, Spaces.Collapse(child.TextContent));
            else if (child.LocalName == "desc")
                builder.Add(BlockKind.Paragraph, Spaces.Collapse(child.TextContent));
        }

        builder.Add(BlockKind.Paragraph, string.Join('\n', SvgText.Of(drawing)));
    }
}
