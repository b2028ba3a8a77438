using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>Lays a page out: Docstrum blocks of words, and a reading order that keeps columns apart.</summary>
internal static class PdfLayout
{
    /// <summary>The pages are laid out side by side already.</summary>
    private static readonly DocstrumBoundingBoxes Docstrum = new(new DocstrumBoundingBoxes.DocstrumBoundingBoxesOptions { MaxDegreeOfParallelism = 1 });

    public static PageLayout Of(Page page)
    {
        var layout = new PageLayout(page.Number, page.Width, page.Height, []);
        var words = PdfWords.Of(page.Letters);
        if (words.Count == 0)
            return layout;
        var blocks = Docstrum.GetBlocks(words);
        var ordered = blocks.Count > 1 ? UnsupervisedReadingOrderDetector.Instance.Get(blocks) : blocks;
        foreach (var block in ordered)
        {
            var text = new PageText();
            foreach (var line in block.TextLines)
                text.Line(RightToLeft.Order(line.Words).Select(w => Place(w, page.Height)));
            if (text.Build() is { } built)
                layout.Blocks.Add(built);
        }

        return layout;
    }

    /// <summary>PDF counts from the bottom, boxes from the top; a word may stand at any angle.</summary>
    private static PlacedWord Place(Word word, double pageHeight)
    {
        var box = word.BoundingBox;
        Span<double> x = [box.TopLeft.X, box.TopRight.X, box.BottomLeft.X, box.BottomRight.X];
        Span<double> y = [box.TopLeft.Y, box.TopRight.Y, box.BottomLeft.Y, box.BottomRight.Y];
        x.Sort();
        y.Sort();
        var letter = word.Letters[0];
        var font = letter.FontName ?? "";
        return new PlacedWord(
            RightToLeft.Spoken(word), x[0], pageHeight - y[3], x[3] - x[0], y[3] - y[0], letter.PointSize,
            font.Contains("Bold", StringComparison.OrdinalIgnoreCase) || font.Contains("Black", StringComparison.OrdinalIgnoreCase));
    }
}
