using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// HTML as Markdown-like text: headings, paragraphs, lists, tables and code. What a reader does not see (scripts, styles, hidden
/// elements) is left out. Nothing is loaded and no script runs.
/// </summary>
internal static class HtmlFormat
{
    /// <summary>Deeper nesting than any page has; hostile files nest 100,000 deep.</summary>
    private const int MaxDepth = 256;

    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "canvas", "select", "button",
    };

    private static readonly HashSet<string> Inline = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input", "ins",
        "kbd", "label", "mark", "q", "ruby", "rb", "rt", "rp", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
        "u", "var", "wbr", "nobr", "ix:nonnumeric", "ix:nonfraction",
    };

    /// <param name="withTitle">Whether the page's title is its heading when it has no other of the first level.</param>
    public static void Read(string html, DocumentBuilder builder, bool withTitle = true)
    {
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);
        if (withTitle && document.Title is { Length: > 0 } title && document.QuerySelector("h1") is null)
            builder.Add(BlockKind.Heading, "# " + Collapse(title), 1);
        if (document.Body is { } body)
            new Walker(builder).Whole(body);
    }

    internal static string Collapse(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private sealed class Walker(DocumentBuilder builder)
    {
        private readonly StringBuilder line = new();

        public void Whole(IElement body)
        {
            Block(body, 0);
            Flush();
        }

        /// <summary>Walks a block: inline content gathers into a paragraph, which every inner block ends.</summary>
        private void Block(INode node, int depth)
        {
            foreach (var child in node.ChildNodes)
            {
                switch (child)
                {
                    case IText text:
                        line.Append(text.Data);
                        break;
                    case IElement element when !IsHidden(element) && depth < MaxDepth:
                        Element(element, depth);
                        break;
                }
            }
        }

        private void Element(IElement element, int depth)
        {
            var name = element.LocalName;
            if (name == "br")
            {
                line.Append('\n');
                return;
            }

            if (Inline.Contains(name))
            {
                Block(element, depth + 1);
                return;
            }

            Flush();
            switch (name)
            {
                case ['h', >= '1' and <= '6']:
                    var level = name[1] - '0';
                    builder.Add(BlockKind.Heading, $"{new string('#', level)} {Collapse(element.TextContent)}", level);
                    break;
                case "table" when IsData(element):
                    HtmlTable.Add(element, builder);
                    break;
                case "pre":
                    builder.Add(BlockKind.Code, "```\n" + element.TextContent.Trim('\n') + "\n```");
                    break;
                case "li":
                    Item(element, depth);
                    break;
                default:
                    Block(element, depth + 1);
                    Flush();
                    break;
            }
        }

        private void Item(IElement element, int depth)
        {
            line.Append(element.ParentElement?.LocalName == "ol" ? $"{element.Index() + 1}. " : "- ");
            kind = BlockKind.ListItem;
            Block(element, depth + 1);
            Flush();
        }

        private BlockKind kind = BlockKind.Paragraph;

        private void Flush()
        {
            var text = string.Join('\n', line.ToString().Split('\n').Select(Collapse).Where(l => l.Length > 0));
            line.Clear();
            if (text is not ("" or "-"))
                builder.Add(kind, text);
            kind = BlockKind.Paragraph;
        }

        /// <summary>A table with another inside, or with one cell, lays a page out and holds its text.</summary>
        private static bool IsData(IElement table) =>
            table.QuerySelector("table") is null && table.QuerySelectorAll("td, th").Length > 1;

        private static bool IsHidden(IElement element) =>
            Skipped.Contains(element.LocalName) || element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true"
            || (element.GetAttribute("style") is { } style
                && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>A table as Markdown rows; a cell's own line breaks become spaces.</summary>
internal static class HtmlTable
{
    public static void Add(IElement table, DocumentBuilder builder)
    {
        if (table.QuerySelector("caption") is { } caption)
            builder.Add(BlockKind.Paragraph, HtmlFormat.Collapse(caption.TextContent));
        var rows = new MarkdownTable();
        foreach (var row in table.QuerySelectorAll("tr"))
        {
            rows.AddRow(row.Children.Where(c => c.LocalName is "td" or "th")
                .Select(c => new GridCell(c.TextContent, Span(c, "colspan"), Span(c, "rowspan"))));
        }

        builder.Add(BlockKind.Table, rows.ToString());
    }

    private static int Span(IElement cell, string name) =>
        int.TryParse(cell.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var span) ? Math.Clamp(
            span, 1, 1000) : 1;
}
