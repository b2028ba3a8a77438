using System.Text;
using DocumentFormat.OpenXml;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>A formula of an office file (OMML) as one line.</summary>
internal static class OfficeMath
{
    private const int MaxDepth = 128;

    public static string ToText(OpenXmlElement math)
    {
        var text = new StringBuilder();
        Children(math, text, 0);
        return text.ToString();
    }

    private static void Children(OpenXmlElement parent, StringBuilder text, int depth)
    {
        foreach (var child in parent.ChildElements)
            Element(child, text, depth);
    }

    private static void Element(OpenXmlElement element, StringBuilder text, int depth)
    {
        if (depth > MaxDepth)
            return;
        switch (element.LocalName)
        {
            case "t":
                text.Append(element.InnerText);
                break;
            case "f":
                text.Append(MathText.Fraction(Part(element, "num", depth), Part(element, "den", depth)));
                break;
            case "rad":
                text.Append(MathText.Root(Part(element, "e", depth), Value(element, "radPr", "degHide") == "1" ? ""
                    : Part(element, "deg", depth)));
                break;
            case "sSup" or "limUpp":
                text.Append(Part(element, "e", depth));
                RaisedText.Raise(text, Part(element, element.LocalName == "sSup" ? "sup" : "lim", depth));
                break;
            case "sSub" or "limLow":
                text.Append(Part(element, "e", depth));
                RaisedText.Lower(text, Part(element, element.LocalName == "sSub" ? "sub" : "lim", depth), isFormula: true);
                break;
            case "sSubSup" or "nary":
                text.Append(element.LocalName == "nary" ? Value(element, "naryPr", "chr") ?? "∫" : Part(element, "e", depth));
                RaisedText.Lower(text, Part(element, "sub", depth), isFormula: true);
                RaisedText.Raise(text, Part(element, "sup", depth));
                if (element.LocalName == "nary")
                    text.Append(' ').Append(Part(element, "e", depth));
                break;
            case "d":
                Bracketed(element, text, depth);
                break;
            case "m":
                text.Append(MathText.Matrix(Parts(element, "mr").Select(r => Parts(r, "e").Select(e => Inside(e, depth)))));
                break;
            case "eqArr":
                text.AppendJoin("; ", Parts(element, "e").Select(e => Inside(e, depth)));
                break;
            case "acc":
                text.Append(Part(element, "e", depth)).Append(Value(element, "accPr", "chr") ?? "\u0302");
                break;
            case "func":
                text.Append(Part(element, "fName", depth)).Append(' ').Append(Part(element, "e", depth));
                break;
            case "rPr" or "ctrlPr" or "phant" or "del" or "moveFrom":
                break;
            default:
                if (!element.LocalName.EndsWith("Pr", StringComparison.Ordinal))
                    Children(element, text, depth + 1);
                break;
        }
    }

    private static void Bracketed(OpenXmlElement element, StringBuilder text, int depth)
    {
        text.Append(Value(element, "dPr", "begChr") ?? "(");
        var separator = Value(element, "dPr", "sepChr") ?? "|";
        text.AppendJoin(separator[..Math.Min(1, separator.Length)], Parts(element, "e").Select(e => Inside(e, depth)));
        text.Append(Value(element, "dPr", "endChr") ?? ")");
    }

    private static IEnumerable<OpenXmlElement> Parts(OpenXmlElement parent, string name) =>
        parent.ChildElements.Where(c => c.LocalName == name);

    private static string Part(OpenXmlElement parent, string name, int depth) =>
        Parts(parent, name).FirstOrDefault() is { } part ? Inside(part, depth) : "";

    private static string Inside(OpenXmlElement part, int depth)
    {
        var text = new StringBuilder();
        Children(part, text, depth + 1);
        return text.ToString();
    }

    /// <summary>A property without a value is set; null where it is not there.</summary>
    private static string? Value(OpenXmlElement element, string properties, string name) =>
        Parts(element, properties).SelectMany(p => Parts(p, name)).FirstOrDefault() is not { } property ? null
            : property.GetAttributes().Where(
                a => a.LocalName == "val").Select(a => a.Value is "on" or "true" ? "1" : a.Value ?? "")
                .DefaultIfEmpty("1").First();
}
