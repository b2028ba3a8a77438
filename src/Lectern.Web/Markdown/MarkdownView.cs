using Lectern.Web.Languages;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Lectern.Web.Markdown;

/// <summary>
/// Shows one part of a Markdown text. It builds elements, never HTML from text, so that nothing in a document or an answer can
/// become a tag; pictures are shown as links, and links say where they go.
/// </summary>
public sealed partial class MarkdownView : ComponentBase
{
    private const int DeepestNesting = 40;
    private MarkdownPart? shown;
    private CitationLookup? shownCitations;
    private TextMarks? shownMarks;
    private int depth;

    [Parameter, EditorRequired]
    public object Part { get; set; } = null!;

    /// <summary>Which citation a mark stands for.</summary>
    [Parameter]
    public object? Citations { get; set; }

    /// <summary>What of the text no document proves.</summary>
    [Parameter]
    public object? Marks { get; set; }

    private MarkdownPart Shown => (MarkdownPart)Part;

    private CitationLookup? Lookup => (CitationLookup?)Citations;

    private TextMarks? Unproved => (TextMarks?)Marks;

    protected override bool ShouldRender() => shown != Shown || shownCitations != Lookup || shownMarks != Unproved;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        (shown, shownCitations, shownMarks) = (Shown, Lookup, Unproved);
        Blocks(builder, MarkdownReader.Read(Shown.Source), isTight: false);
    }

    private void Blocks(RenderTreeBuilder b, ContainerBlock container, bool isTight)
    {
        if (++depth <= DeepestNesting)
        {
            foreach (var block in container)
                Block(b, block, isTight);
        }

        depth--;
    }

    private void Block(RenderTreeBuilder b, Block block, bool isTight)
    {
        switch (block)
        {
            case HeadingBlock heading:
                // The page's own headings are h1 and h2.
                Element(b, "h" + (char)('0' + Math.Min(6, heading.Level + 2)), heading.Inline);
                break;
            case ParagraphBlock paragraph when isTight:
                Inlines(b, paragraph.Inline);
                break;
            case ParagraphBlock paragraph:
                Element(b, "p", paragraph.Inline);
                break;
            case MathBlock math:
                Formula(b, math.Lines.ToString(), isBlock: true);
                break;
            case CodeBlock code:
                b.OpenComponent<CodeView>(0);
                b.AddComponentParameter(1, nameof(CodeView.Code), code.Lines.ToString());
                b.AddComponentParameter(2, nameof(CodeView.Language), (code as FencedCodeBlock)?.Info);
                b.AddComponentParameter(3, nameof(CodeView.IsClosed), Shown.IsClosed);
                b.CloseComponent();
                break;
            case QuoteBlock quote:
                b.OpenElement(10, "blockquote");
                Blocks(b, quote, isTight: false);
                b.CloseElement();
                break;
            case ListBlock list:
                List(b, list);
                break;
            case Table table:
                Rows(b, table);
                break;
            case ThematicBreakBlock:
                b.OpenElement(20, "hr");
                b.CloseElement();
                break;
            case LinkReferenceDefinitionGroup:
                break;
            case ContainerBlock container:
                Blocks(b, container, isTight);
                break;
            case LeafBlock { Inline: not null } leaf:
                Element(b, "p", leaf.Inline);
                break;
        }
    }

    private void List(RenderTreeBuilder b, ListBlock list)
    {
        b.OpenElement(30, list.IsOrdered ? "ol" : "ul");
        if (list.IsOrdered && list.OrderedStart is { } start and not "1")
            b.AddAttribute(31, "start", start);
        foreach (var item in list)
        {
            b.OpenElement(32, "li");
            b.AddAttribute(33, "dir", "auto");
            if (item is ListItemBlock { Count: > 0 } one && one[0] is ParagraphBlock { Inline.FirstChild: TaskList })
                b.AddAttribute(34, "class", "task");
            Blocks(b, (ContainerBlock)item, isTight: !list.IsLoose);
            b.CloseElement();
        }

        b.CloseElement();
    }

    private void Rows(RenderTreeBuilder b, Table table)
    {
        b.OpenElement(40, "div");
        b.AddAttribute(41, "class", "table");
        b.AddAttribute(42, "tabindex", "0");
        b.AddAttribute(43, "role", "region");
        b.AddAttribute(44, "aria-label", Strings.Of("markdown.table"));
        b.OpenElement(45, "table");
        foreach (var row in table.OfType<TableRow>())
        {
            b.OpenElement(46, "tr");
            for (var i = 0; i < row.Count; i++)
            {
                b.OpenElement(47, row.IsHeader ? "th" : "td");
                b.AddAttribute(49, "dir", "auto");
                var alignment = i < table.ColumnDefinitions.Count ? table.ColumnDefinitions[i].Alignment : null;
                if (alignment is TableColumnAlign.Right or TableColumnAlign.Center)
                    b.AddAttribute(48, "class", alignment == TableColumnAlign.Right ? "right" : "center");
                Blocks(b, (TableCell)row[i], isTight: true);
                b.CloseElement();
            }

            b.CloseElement();
        }

        b.CloseElement();
        b.CloseElement();
    }

    private void Element(RenderTreeBuilder b, string name, ContainerInline? content)
    {
        b.OpenElement(50, name);
        b.AddAttribute(51, "dir", "auto");
        Inlines(b, content);
        b.CloseElement();
    }
}
