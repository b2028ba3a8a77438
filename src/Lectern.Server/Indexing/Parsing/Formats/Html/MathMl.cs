using System.Text;
using AngleSharp.Dom;

namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>A formula in MathML as one line.</summary>
internal static class MathMl
{
    public static string ToText(IElement math, int depth)
    {
        var text = new StringBuilder();
        Children(math, text, depth);
        return text.Length > 0 ? text.ToString() : math.GetAttribute("alttext") ?? "";
    }

    private static void Children(IElement parent, StringBuilder text, int depth)
    {
        foreach (var child in parent.Children)
            Element(child, text, depth + 1);
    }

    private static void Element(IElement element, StringBuilder text, int depth)
    {
        if (depth >= HtmlWalker.MaxDepth)
            return;
        switch (element.LocalName)
        {
            case "mi" or "mn" or "mtext" or "ms":
                text.Append(Spaces.Collapse(element.TextContent));
                break;
            case "mo":
                MathText.Operator(text, Spaces.Collapse(element.TextContent));
                break;
            case "mfrac":
                text.Append(MathText.Fraction(Part(element, 0, depth), Part(element, 1, depth)));
                break;
            case "msqrt":
                text.Append(MathText.Root(Inside(element, depth)));
                break;
            case "mroot":
                text.Append(MathText.Root(Part(element, 0, depth), Part(element, 1, depth)));
                break;
            case "msup" or "mover":
                text.Append(Part(element, 0, depth));
                RaisedText.Raise(text, Part(element, 1, depth));
                break;
            case "msub" or "munder":
                text.Append(Part(element, 0, depth));
                RaisedText.Lower(text, Part(element, 1, depth), isFormula: true);
                break;
            case "msubsup" or "munderover":
                text.Append(Part(element, 0, depth));
                RaisedText.Lower(text, Part(element, 1, depth), isFormula: true);
                RaisedText.Raise(text, Part(element, 2, depth));
                break;
            case "mfenced":
                text.Append(element.GetAttribute("open") ?? "(");
                text.AppendJoin(Separator(element), element.Children.Select(c => One(c, depth)));
                text.Append(element.GetAttribute("close") ?? ")");
                break;
            case "mtable":
                text.Append(MathText.Matrix(element.Children.Select(r => r.Children.Select(c => Inside(c, depth)))));
                break;
            case "semantics":
                if (element.FirstElementChild is { } shown)
                    Element(shown, text, depth + 1);
                break;
            case "mspace":
                text.Append(' ');
                break;
            case "annotation" or "annotation-xml" or "mphantom" or "none" or "mprescripts":
                break;
            default:
                Children(element, text, depth);
                break;
        }
    }

    /// <summary>One sign; of several, one between each two, the first stands for all.</summary>
    private static string Separator(IElement fenced) =>
        fenced.GetAttribute("separators") is { } said ? said.Trim() is [var sign, ..] ? sign.ToString() : "" : ", ";

    private static string Part(IElement parent, int index, int depth) =>
        index < parent.Children.Length ? One(parent.Children[index], depth) : "";

    private static string One(IElement element, int depth)
    {
        var text = new StringBuilder();
        Element(element, text, depth + 1);
        return text.ToString();
    }

    private static string Inside(IElement element, int depth)
    {
        var text = new StringBuilder();
        Children(element, text, depth + 1);
        return text.ToString();
    }
}
