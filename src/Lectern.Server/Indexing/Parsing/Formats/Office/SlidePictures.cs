using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Presentation;
using Lectern.Server.Indexing.Parsing.Formats.Html;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>What is written for those who do not see a slide's picture, chart or drawing.</summary>
internal static class SlidePictures
{
    /// <returns>Null where it says nothing.</returns>
    public static string? Said(OpenXmlElement shape) =>
        Properties(shape) is { } properties ? HtmlPictures.Said(properties.Description?.Value ?? properties.Title?.Value) : null;

    public static bool IsHidden(OpenXmlElement shape) => Properties(shape)?.Hidden?.Value == true;

    private static NonVisualDrawingProperties? Properties(OpenXmlElement shape) =>
        shape.ChildElements.SelectMany(c => c.ChildElements).OfType<NonVisualDrawingProperties>().FirstOrDefault();
}
