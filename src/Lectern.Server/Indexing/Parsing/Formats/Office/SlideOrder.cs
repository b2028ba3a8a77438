using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using Lectern.Server.Indexing.Parsing.Formats.Pdf;
using A = DocumentFormat.OpenXml.Drawing;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>
/// The shapes of a slide in the order in which they are read: the file has them as they were drawn. Where one says nothing of its
/// place, the file's order stands.
/// </summary>
internal static class SlideOrder
{
    private const double UnitsPerPoint = 12_700;
    private const int MostShapes = 400;

    public static IEnumerable<OpenXmlElement> Of(OpenXmlElement container, SlidePart slide)
    {
        var shapes = container.ChildElements.Where(IsShape).ToList();
        if (shapes.Count is < 2 or > MostShapes)
            return shapes;
        var places = shapes.ConvertAll(s => Place(s, slide));
        return places.Exists(p => p is null)
            ? shapes
            : ReadingOrder.Of(places.ConvertAll(p => p!.Value)).ConvertAll(i => shapes[i]);
    }

    /// <summary>What a program shows that does not know the first form: an empty one has nothing to show.</summary>
    public static OpenXmlElement? Shown(OpenXmlElement alternatives) =>
        alternatives.GetFirstChild<AlternateContentChoice>() is { HasChildren: true } choice
            ? choice
            : alternatives.GetFirstChild<AlternateContentFallback>();

    private static bool IsShape(OpenXmlElement element) =>
        element is Shape or GroupShape or GraphicFrame or Picture or ConnectionShape or AlternateContent;

    private static Box? Place(OpenXmlElement shape, SlidePart slide)
    {
        if (shape is AlternateContent)
            return Shown(shape)?.ChildElements.FirstOrDefault(IsShape) is { } shown ? Place(shown, slide) : null;
        return Own(shape) ?? (Placeholder(shape) is { } placeholder ? Inherited(placeholder, slide) : null);
    }

    private static Box? Own(OpenXmlElement shape)
    {
        var frame = shape.Descendants().Take(60).FirstOrDefault(e => e is A.Transform2D or A.TransformGroup or Transform);
        return frame?.GetFirstChild<A.Offset>() is { X.Value: var x, Y.Value: var y }
            && frame.GetFirstChild<A.Extents>() is { Cx.Value: var w, Cy.Value: var h }
            ? new Box(x / UnitsPerPoint, y / UnitsPerPoint, (x + w) / UnitsPerPoint, (y + h) / UnitsPerPoint)
            : null;
    }

    /// <summary>A placeholder stands where the slide's layout puts it.</summary>
    private static Box? Inherited(PlaceholderShape placeholder, SlidePart slide)
    {
        var layout = slide.SlideLayoutPart;
        var master = layout?.SlideMasterPart?.SlideMaster;
        foreach (var tree in new[] { layout?.SlideLayout?.CommonSlideData?.ShapeTree, master?.CommonSlideData?.ShapeTree })
        {
            var same = tree?.Elements<Shape>().Take(MostShapes).FirstOrDefault(s => Placeholder(s) is { } p
                && (placeholder.Index is not null ? p.Index?.Value == placeholder.Index.Value
                    : p.Type?.Value == placeholder.Type?.Value));
            if (same is not null && Own(same) is { } place)
                return place;
        }

        return null;
    }

    private static PlaceholderShape? Placeholder(OpenXmlElement shape) => shape is Shape or Picture or GraphicFrame
        ? shape.ChildElements.SelectMany(
            c => c.ChildElements).OfType<ApplicationNonVisualDrawingProperties>().FirstOrDefault()?.PlaceholderShape
        : null;
}
