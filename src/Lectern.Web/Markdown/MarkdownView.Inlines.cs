using Lectern.Web.Languages;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components.Rendering;

namespace Lectern.Web.Markdown;

/// <summary>What stands within a line: emphasis, links, formulas, marks.</summary>
public sealed partial class MarkdownView
{
    private void Inlines(RenderTreeBuilder b, ContainerInline? container)
    {
        if (container is null)
            return;
        if (++depth <= DeepestNesting)
        {
            foreach (var inline in container)
                Inline(b, inline);
        }

        depth--;
    }

    private void Inline(RenderTreeBuilder b, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Words(b, LooseRow.Of(literal), literal);
                break;
            case CitationMark mark:
                Chip(b, mark);
                break;
            case EmphasisInline emphasis:
                b.OpenElement(61, emphasis.DelimiterChar == '~' ? "del" : emphasis.DelimiterCount >= 2 ? "strong" : "em");
                Inlines(b, emphasis);
                b.CloseElement();
                break;
            case CodeInline code:
                b.OpenElement(62, "code");
                Words(b, code.Content, code);
                b.CloseElement();
                break;
            case LinkInline link:
                Link(b, link.Url, link, link.IsImage, link);
                break;
            case AutolinkInline auto:
                Link(b, auto.IsEmail ? "mailto:" + auto.Url : auto.Url, null, isImage: false, auto);
                break;
            case MathInline math:
                Formula(b, math.Content.ToString(), math.DelimiterCount > 1);
                break;
            case LineBreakInline { IsHard: true }:
                b.OpenElement(64, "br");
                b.CloseElement();
                break;
            case LineBreakInline:
                Words(b, "\n", inline);
                break;
            case HtmlEntityInline entity:
                Words(b, entity.Transcoded.ToString(), entity);
                break;
            case TaskList task:
                b.AddContent(67, task.Checked ? "☑ " : "☐ ");
                break;
            case ContainerInline container:
                Inlines(b, container);
                break;
        }
    }

    /// <summary>Words of the source, marked where no document proves them.</summary>
    private void Words(RenderTreeBuilder b, string shownWords, Inline source)
    {
        if (Unproved is null)
        {
            b.AddContent(60, shownWords);
            return;
        }

        foreach (var (text, mark) in Unproved.Cut(shownWords, source.Span, Shown))
        {
            if (mark is null)
            {
                b.AddContent(60, text);
                continue;
            }

            b.OpenElement(81, "mark");
            b.AddAttribute(82, "class", mark.Contradiction is null ? "not-proved" : "contradicted");
            b.AddAttribute(83, "title", mark.Contradiction is { } other
                ? $"{Strings.Of("answer.otherwise", other.FileName)} {other.Quote}" : Strings.Of("answer.not_proved"));
            b.AddContent(84, text);
            b.CloseElement();
        }
    }

    private void Link(RenderTreeBuilder b, string? address, ContainerInline? text, bool isImage, Inline source)
    {
        if (SafeLink.Of(address) is not { } link)
        {
            Inlines(b, text);
            if (text is null)
                Words(b, address ?? "", source);
            return;
        }

        b.OpenElement(71, "a");
        b.AddAttribute(72, "href", link.Address);
        b.AddAttribute(73, "title", link.Address);
        b.AddAttribute(74, "target", "_blank");
        b.AddAttribute(75, "rel", "noopener noreferrer nofollow");
        if (isImage)
            b.AddContent(76, Strings.Of("markdown.picture") + " ");
        if (text?.FirstChild is null)
            Words(b, address ?? "", source);
        Inlines(b, text);
        b.CloseElement();
        if (text?.FirstChild is not null)
        {
            b.OpenElement(78, "span");
            b.AddAttribute(79, "class", "goes-to");
            b.AddContent(80, link.Host);
            b.CloseElement();
        }
    }

    private void Chip(RenderTreeBuilder b, CitationMark mark)
    {
        var citation = Lookup?.Find(mark.Marker, Shown.Start + mark.Position);
        if (citation is null && Lookup != CitationLookup.Coming)
        {
            b.AddContent(90, mark.Marker);
            return;
        }

        b.OpenComponent<CitationChip>(91);
        b.AddComponentParameter(92, nameof(CitationChip.Marker), mark.Marker);
        b.AddComponentParameter(93, nameof(CitationChip.Citation), citation);
        b.CloseComponent();
    }

    private void Formula(RenderTreeBuilder b, string source, bool isBlock)
    {
        b.OpenComponent<FormulaView>(95);
        b.AddComponentParameter(96, nameof(FormulaView.Source), source);
        b.AddComponentParameter(97, nameof(FormulaView.IsBlock), isBlock);
        b.AddComponentParameter(98, nameof(FormulaView.IsClosed), Shown.IsClosed || !isBlock);
        b.CloseComponent();
    }
}
