using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using A = DocumentFormat.OpenXml.Drawing;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>Text of DrawingML, which slides, charts and diagrams are made of.</summary>
internal static class DrawingText
{
    /// <summary>A paragraph's text; its line breaks are kept.</summary>
    public static string Of(A.Paragraph paragraph)
    {
        var text = new MarkedText();
        Add(paragraph, text);
        return text.Take();
    }

    /// <summary>The paragraphs below an element, one a line.</summary>
    public static string Lines(OpenXmlElement element) =>
        string.Join('\n', element.Descendants<A.Paragraph>().Select(Of).Where(t => !string.IsNullOrWhiteSpace(t)));

    private static void Add(OpenXmlElement container, MarkedText text)
    {
        foreach (var child in container.ChildElements)
        {
            switch (child)
            {
                case A.Run { Text: { } written, RunProperties: var look }:
                    var isStruck = look?.Strike?.Value is { } strike && strike != A.TextStrikeValues.NoStrike;
                    text.Append(written.Text, isStruck, Math.Sign(look?.Baseline?.Value ?? 0));
                    break;
                case A.Field field:
                    text.Append(field.Text?.Text ?? "");
                    break;
                case A.Break:
                    text.Append("\n");
                    break;
                case AlternateContent when child.GetFirstChild<AlternateContentChoice>() is { HasChildren: true } choice:
                    Add(choice, text);
                    break;
                default:
                    if (child.LocalName is "oMath" or "oMathPara")
                        text.Append(OfficeMath.ToText(child));
                    else if (child is not AlternateContentFallback
                        || container.GetFirstChild<AlternateContentChoice>() is not { HasChildren: true })
                        Add(child, text);
                    break;
            }
        }
    }

    /// <summary>The texts of a diagram (SmartArt), one a line.</summary>
    public static string OfDiagram(OpenXmlPart data) => data.RootElement is { } root ? Lines(root) : "";
}
