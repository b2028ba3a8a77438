using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using A = DocumentFormat.OpenXml.Drawing;
using Charts = DocumentFormat.OpenXml.Drawing.Charts;
using Diagrams = DocumentFormat.OpenXml.Drawing.Diagrams;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>
/// PPTX: a slide is a page; its title first, then its shapes as they are read, then comments and the speaker's notes.
/// </summary>
internal static class SlidesFormat
{
    private const int MaxGroupDepth = 16;

    public static void Read(byte[] content, DocumentBuilder builder, Action<int> pageDone)
    {
        using var package = PresentationDocument.Open(new MemoryStream(content, writable: false), isEditable: false);
        var main = package.PresentationPart ?? throw new UnreadableFileException("The file is damaged: it has no slides inside.");
        var (number, read) = (0, new HashSet<OpenXmlPart>());
        foreach (var id in main.Presentation?.SlideIdList?.Elements<SlideId>() ?? [])
        {
            if (builder.IsFull)
                break;
            builder.StartPage(++number);
            if (id.RelationshipId?.Value is { } relation && main.TryGetPartById(relation, out var part)
                && part is SlidePart slide && read.Add(part))
                Add(slide, builder, read);
            pageDone(number);
        }
    }

    /// <param name="read">Parts of the file that were read: several slides may name the same.</param>
    private static void Add(SlidePart slide, DocumentBuilder builder, HashSet<OpenXmlPart> read)
    {
        if (slide.Slide?.CommonSlideData?.ShapeTree is not { } tree)
            return;
        var title = tree.Descendants<Shape>().FirstOrDefault(IsTitle);
        if (title is not null)
            builder.Heading(Placeholder(title) == PlaceholderValues.CenteredTitle ? 1 : 2, DrawingText.Lines(title));
        Shapes(tree, slide, title, builder, read, 0);
        if (!tree.Descendants<A.Text>().Any(t => !string.IsNullOrWhiteSpace(t.Text)) && tree.Descendants<Picture>().Any()
            && !tree.Descendants<GraphicFrame>().Any())
        {
            builder.LacksText();
        }

        foreach (var comment in Comments(slide))
            builder.Add(BlockKind.Paragraph, $"[Comment: {comment}]");
        if (slide.NotesSlidePart is { } part && read.Add(part) && Notes(slide) is { Length: > 0 } notes)
            builder.Add(BlockKind.Paragraph, "Notes: " + notes);
    }

    private static void Shapes(
        OpenXmlElement container, SlidePart slide, Shape? title, DocumentBuilder builder, HashSet<OpenXmlPart> read, int depth)
    {
        foreach (var element in SlideOrder.Of(container, slide))
        {
            if (builder.IsFull)
                break;
            switch (element)
            {
                case Shape or GroupShape or GraphicFrame or Picture or ConnectionShape when SlidePictures.IsHidden(element):
                    break;
                case Shape shape when shape != title && Placeholder(shape) != PlaceholderValues.SlideNumber:
                    Add(shape, builder);
                    break;
                case GroupShape when depth < MaxGroupDepth:
                    Shapes(element, slide, title, builder, read, depth + 1);
                    break;
                case AlternateContent when SlideOrder.Shown(element) is { } shown:
                    Shapes(shown, slide, title, builder, read, depth + 1);
                    break;
                case Picture:
                    builder.Add(BlockKind.Paragraph, SlidePictures.Said(element) ?? "");
                    break;
                case GraphicFrame frame:
                    Add(frame, slide, builder, read);
                    break;
                case ConnectionShape:
                    builder.Add(BlockKind.Paragraph, DrawingText.Lines(element));
                    break;
            }
        }
    }

    /// <summary>
    /// The paragraphs of a body are its list; those of a text box are text, unless they have bullets of their own.
    /// </summary>
    private static void Add(Shape shape, DocumentBuilder builder)
    {
        var paragraphs = shape.TextBody?.Elements<A.Paragraph>().Where(
            p => !string.IsNullOrWhiteSpace(DrawingText.Of(p))).ToList() ?? [];
        var kind = Placeholder(shape);
        var isBody = shape.NonVisualShapeProperties?.ApplicationNonVisualDrawingProperties?.PlaceholderShape is { } placeholder
            && (placeholder.Type is null || kind == PlaceholderValues.Body || kind == PlaceholderValues.Object);
        var number = 0;
        foreach (var paragraph in paragraphs)
        {
            var properties = paragraph.ParagraphProperties;
            var text = DrawingText.Of(paragraph).Trim();
            number = properties?.GetFirstChild<A.AutoNumberedBullet>() is null ? 0 : number + 1;
            var hasBullet = properties?.GetFirstChild<A.CharacterBullet>() is not null || (isBody && paragraphs.Count > 1);
            if (number > 0)
                builder.Add(BlockKind.ListItem, $"{number}. {text}", indent: 2 * (properties?.Level?.Value ?? 0));
            else if (hasBullet && properties?.GetFirstChild<A.NoBullet>() is null)
                builder.Add(BlockKind.ListItem, "- " + text, indent: 2 * (properties?.Level?.Value ?? 0));
            else
                builder.Add(BlockKind.Paragraph, text);
        }
    }

    private static void Add(GraphicFrame frame, SlidePart slide, DocumentBuilder builder, HashSet<OpenXmlPart> read)
    {
        builder.Add(BlockKind.Paragraph, SlidePictures.Said(frame) ?? "");
        foreach (var table in frame.Descendants<A.Table>())
            builder.Add(BlockKind.Table, ToMarkdown(table));
        foreach (var chart in frame.Descendants<Charts.ChartReference>())
        {
            if (chart.Id?.Value is { } id && slide.TryGetPartById(id, out var part) && part is ChartPart drawn && read.Add(part))
                builder.Add(BlockKind.Table, ChartText.ToMarkdown(drawn));
        }

        foreach (var diagram in frame.Descendants<Diagrams.RelationshipIds>())
        {
            if (diagram.DataPart?.Value is { } id && slide.TryGetPartById(id, out var part) && read.Add(part))
                builder.Add(BlockKind.Paragraph, DrawingText.OfDiagram(part));
        }
    }

    private static string ToMarkdown(A.Table table)
    {
        var rows = new MarkdownTable();
        foreach (var row in table.Elements<A.TableRow>())
        {
            // Cells that go on from the left or from above are written out, empty: those that span them fill them.
            rows.AddRow(row.Elements<A.TableCell>()
                .Where(c => c.HorizontalMerge?.Value != true && c.VerticalMerge?.Value != true)
                .Select(c => new GridCell(
                    DrawingText.Lines(
                        c), Math.Clamp(c.GridSpan?.Value ?? 1, 1, 1000), Math.Clamp(c.RowSpan?.Value ?? 1, 1, 10_000))));
        }

        return rows.ToString();
    }

    private static IEnumerable<string> Comments(SlidePart slide)
    {
        var old = slide.SlideCommentsPart?.CommentList?.Elements<Comment>().Select(c => c.InnerText) ?? [];
        var threads = slide.commentParts.Select(p => p.RootElement).OfType<OpenXmlElement>()
            .SelectMany(r => r.Descendants<A.Paragraph>()).Select(DrawingText.Of);
        return old.Concat(threads).Where(t => !string.IsNullOrWhiteSpace(t));
    }

    private static string Notes(SlidePart slide) => string.Join(
        '\n',
        (slide.NotesSlidePart?.NotesSlide?.Descendants<Shape>() ?? [])
            .Where(s => Placeholder(s) == PlaceholderValues.Body).Select(DrawingText.Lines).Where(t => t.Length > 0));

    private static bool IsTitle(Shape shape) =>
        Placeholder(shape) is { } kind && (kind == PlaceholderValues.Title || kind == PlaceholderValues.CenteredTitle)
        && !string.IsNullOrWhiteSpace(DrawingText.Lines(shape));

    private static PlaceholderValues? Placeholder(Shape shape) =>
        shape.NonVisualShapeProperties?.ApplicationNonVisualDrawingProperties?.PlaceholderShape?.Type?.Value;
}
