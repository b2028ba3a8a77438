using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using A = DocumentFormat.OpenXml.Drawing;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>Text of DrawingML, which slides, charts and diagrams are made of.</summary>
internal static class DrawingText
{
    /// <summary>A paragraph's text; its line breaks are kept.</summary>
    public static string Of(A.Paragraph paragraph) => string.Concat(paragraph.Descendants().Select(e => e switch
    {
        A.Text text => text.Text,
        A.Break => "\n",
        DocumentFormat.OpenXml.Math.Text text => text.InnerText,
        _ => "",
    }));

    /// <summary>The paragraphs below an element, one a line.</summary>
    public static string Lines(OpenXmlElement element) =>
        string.Join('\n', element.Descendants<A.Paragraph>().Select(Of).Where(t => !string.IsNullOrWhiteSpace(t)));

    /// <summary>The texts of a diagram (SmartArt), one a line.</summary>
    public static string OfDiagram(OpenXmlPart data) => data.RootElement is { } root ? Lines(root) : "";
}
