using AngleSharp.Dom;

namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>
/// Walks a page: inline content gathers into a paragraph, which every block inside ends. The same walk gives a table's cell as
/// one line. For one use.
/// </summary>
/// <param name="builder">Gets the blocks; null where they become one line (<see cref="Line"/>).</param>
internal sealed class HtmlWalker(HtmlStyles styles, DocumentBuilder? builder)
{
    /// <summary>Deeper nesting than any page has; hostile files nest 100,000 deep.</summary>
    public const int MaxDepth = 256;

    private const int MaxIndent = 8;

    private readonly StruckText line = new();
    private readonly List<string> parts = [];
    private BlockKind kind = BlockKind.Paragraph;
    private string marker = "";
    private ListCounter? list;
    private int lists;
    private int indent;
    private int depth;
    private bool isStruck;
    private bool isInvisible;
    private bool keepsSpaces;

    public void Whole(IElement body)
    {
        Children(body);
        Flush();
    }

    /// <summary>All that an element says, in one line.</summary>
    public static string Line(IElement element, HtmlStyles styles, int depth)
    {
        var walker = new HtmlWalker(styles, null) { depth = depth + 1 };
        walker.Children(element);
        walker.Flush();
        return string.Join(' ', walker.parts);
    }

    /// <summary>Text as it stands, with its line breaks.</summary>
    private static string Lines(IElement element, HtmlStyles styles, int depth)
    {
        var walker = new HtmlWalker(styles, null) { depth = depth + 1, keepsSpaces = true };
        walker.Children(element);
        walker.Flush();
        return string.Join('\n', walker.parts);
    }

    private void Children(INode node)
    {
        if (depth >= MaxDepth)
            return;
        depth++;
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text && !isInvisible)
                line.Append(keepsSpaces ? text.Data : OneLine(text.Data), isStruck);
            else if (child is IElement element && !HtmlNames.IsSkipped(element.LocalName))
                Visible(element);
        }

        depth--;
    }

    private static string OneLine(string text) =>
        text.AsSpan().ContainsAny('\n', '\r') ? text.Replace('\r', ' ').Replace('\n', ' ') : text;

    private void Visible(IElement element)
    {
        if (element.GetAttribute("hidden") is not (null or "until-found") || element.GetAttribute("aria-hidden") == "true")
            return;
        var style = styles.Of(element);
        if (style.IsGone == true)
            return;
        var before = (isInvisible, isStruck);
        isInvisible = style.IsInvisible ?? isInvisible;
        isStruck |= style.IsStruck == true || element.LocalName is "del" or "s" or "strike";
        var shift = style.Shift ?? (element.LocalName == "sup" ? 1 : element.LocalName == "sub" ? -1 : 0);
        if (shift != 0 && HtmlNames.IsInline(element.LocalName))
            Shifted(element, shift);
        else
            Element(element, style);
        (isInvisible, isStruck) = before;
    }

    private void Shifted(IElement element, int shift)
    {
        if (isInvisible || depth >= MaxDepth)
            return;
        var text = Line(element, styles, depth);
        if (text.Length == 0)
            return;
        if (shift > 0)
            RaisedText.Raise(line.Open(isStruck), text);
        else
            RaisedText.Lower(line.Open(isStruck), text);
    }

    private void Element(IElement element, HtmlStyle style)
    {
        var name = element.LocalName;
        if (name == "br")
        {
            line.Append("\n", isStruck);
        }
        else if (name is "svg" or "math" || HtmlNames.IsInline(name))
        {
            Inline(element, name);
        }
        else
        {
            Flush();
            Block(element, name, style);
        }
    }

    private void Inline(IElement element, string name)
    {
        if (isInvisible && name is "img" or "input" or "select" or "math" or "svg")
            return;
        switch (name)
        {
            case "img":
                if (HtmlPictures.Said(element) is { } said)
                    line.Append($" {said} ", isStruck);
                break;
            case "svg":
                line.Append($" {string.Join(' ', Svg.SvgText.Of(element))} ", isStruck);
                break;
            case "math":
                line.Append(MathMl.ToText(element, depth), isStruck);
                break;
            case "input" or "select":
                line.Append(HtmlFields.Value(element), isStruck);
                break;
            case "q":
                line.Append("“", isStruck);
                Children(element);
                line.Append("”", isStruck);
                break;
            default:
                Children(element);
                break;
        }
    }

    private void Block(IElement element, string name, HtmlStyle style)
    {
        switch (name)
        {
            case ['h', >= '1' and <= '6'] when builder is not null && !isInvisible:
                Heading(element, name[1] - '0');
                break;
            case "table" when !isInvisible && HtmlTable.IsData(element):
                Table(element);
                break;
            case "pre" when builder is not null && !isInvisible:
                builder.Add(BlockKind.Code, "```\n" + Lines(element, styles, depth).Trim('\n') + "\n```");
                break;
            case "ol" or "ul" or "menu" or "dir":
                var (outer, outerLists) = (list, lists);
                (list, lists) = (new ListCounter(element, style), lists + 1);
                Children(element);
                Flush();
                (list, lists) = (outer, outerLists);
                break;
            case "li":
                Item(element, style);
                break;
            default:
                Children(element);
                Flush();
                break;
        }
    }

    private void Heading(IElement element, int level)
    {
        var text = Line(element, styles, depth);
        if (text.Length == 0)
            return;
        builder!.Add(BlockKind.Heading, $"{new string('#', level)} {(marker == "- " ? "" : marker)}{text}", level);
        (kind, marker, indent) = (BlockKind.Paragraph, "", 0);
    }

    private void Table(IElement element)
    {
        if (builder is not null)
            new HtmlTable(styles, depth).Add(element, builder);
        else
            parts.Add(new HtmlTable(styles, depth).InLine(element));
    }

    private void Item(IElement element, HtmlStyle style)
    {
        var mark = list?.Next(element, style) ?? "-";
        (kind, marker) = (BlockKind.ListItem, builder is null && mark == "-" ? "" : mark + " ");
        indent = 2 * Math.Clamp(lists - 1, 0, MaxIndent);
        Children(element);
        Flush();
        (kind, marker, indent) = (BlockKind.Paragraph, "", 0);
    }

    /// <summary>Ends a block. An item's mark waits for the first that has text.</summary>
    private void Flush()
    {
        var written = line.Take();
        var text = keepsSpaces
            ? written.Trim('\n')
            : string.Join('\n', written.Split('\n').Select(Spaces.Collapse).Where(l => l.Length > 0));
        if (text.Length == 0)
            return;
        if (builder is not null)
            builder.Add(kind, marker + text, indent: indent);
        else
            parts.Add(marker + (keepsSpaces ? text : text.Replace('\n', ' ')));
        (kind, marker, indent) = (BlockKind.Paragraph, "", 0);
    }
}
