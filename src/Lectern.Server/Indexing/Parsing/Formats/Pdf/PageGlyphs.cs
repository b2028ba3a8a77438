using UglyToad.PdfPig.Content;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// The letters of a page, by the direction in which they are read. A letter's extent along its line is the one that the font's
/// widths declare: what a substitute for a missing font would draw says nothing about the page.
/// </summary>
internal static class PageGlyphs
{
    private const double MaxForward = 3;
    private const double MaxBackward = 0.3;
    private const double SameLine = 0.03;
    private const double SameSize = 0.02;
    private const double MinSize = 0.5;

    /// <summary>Degrees: what stands almost straight is straight.</summary>
    private const int StraightWithin = 2;

    /// <summary>Ink of more than this many sizes is another font's.</summary>
    private const double MaxInk = 1.6;

    /// <param name="isShown">False for letters that the page does not show.</param>
    public static List<(TextFrame Frame, List<GlyphPiece> Pieces)> Of(Page page, Func<Letter, bool>? isShown)
    {
        var frames = new Dictionary<int, (TextFrame Frame, List<GlyphPiece> Pieces)>();
        var letters = page.Letters;
        var vertical = VerticalText.Find(letters);
        var degrees = 0;
        for (var i = 0; i < letters.Count; i++)
        {
            var letter = letters[i];
            if (letter.Value.Length == 0 || !IsOnPage(letter, page) || (isShown is not null && !isShown(letter)))
                continue;
            var isVertical = vertical is not null && vertical[i];
            degrees = isVertical ? VerticalText.Degrees : Direction(letter, degrees);
            var key = isVertical ? -1 : degrees;
            if (!frames.TryGetValue(key, out var frame))
                frames.Add(key, frame = (new TextFrame(degrees, isVertical, page.Height), []));
            var glyph = isVertical ? VerticalText.Of(letter, frame.Frame) : Of(letter, frame.Frame);
            if (frame.Pieces is [.., var open] && GoesOn(open, glyph))
                open.Add(glyph);
            else
                frame.Pieces.Add(new GlyphPiece(glyph));
        }

        return [.. frames.Values];
    }

    private static Glyph Of(Letter letter, TextFrame frame)
    {
        var (first, last) = (letter.StartBaseLine, letter.EndBaseLine);
        var start = frame.Along(first.X, first.Y);
        var end = Math.Max(start, frame.Along(last.X, last.Y));
        var line = frame.Down(first.X, first.Y);
        var size = Size(letter, end - start);
        var box = letter.BoundingBox;
        var (a, b) = (frame.Down(box.TopLeft.X, box.TopLeft.Y), frame.Down(box.BottomRight.X, box.BottomRight.Y));
        var (top, bottom) = (Math.Min(a, b), Math.Max(a, b));
        if (bottom - top < 0.01 || bottom - top > size * MaxInk || top > line + (size / 2) || bottom < line - (size * MaxInk))
            (top, bottom) = (line - (size * 0.72), line + (size * 0.02));
        return new Glyph(
            Dingbats.Of(letter), start, end, line, size, top, bottom, IsBold(letter), string.IsNullOrWhiteSpace(letter.Value));
    }

    /// <summary>A font that is drawn by its own procedures may declare any size; its letters' widths tell.</summary>
    public static double Size(Letter letter, double width)
    {
        var size = Math.Abs(letter.PointSize);
        return size >= MinSize && width < size * 4 ? size : Math.Max(
            MinSize, Math.Max(width * 1.8, Math.Abs(letter.BoundingBox.Height)));
    }

    private static bool GoesOn(GlyphPiece open, Glyph glyph)
    {
        var last = open.Glyphs[^1];
        return Math.Abs(glyph.Base - open.Base) <= open.Size * SameLine
            && Math.Abs(glyph.Size - open.Size) <= open.Size * SameSize
            && glyph.Start >= last.Start && glyph.Start >= open.End - (open.Size * MaxBackward)
                && glyph.Start <= open.End + (open.Size * MaxForward);
    }

    /// <param name="before">The direction of the letter before, for one without a width.</param>
    private static int Direction(Letter letter, int before)
    {
        var (x, y) = (letter.EndBaseLine.X - letter.StartBaseLine.X, letter.EndBaseLine.Y - letter.StartBaseLine.Y);
        if (Math.Abs(y) <= Math.Abs(x) * 0.03)
            return x == 0 ? before : x > 0 ? 0 : 180;
        var degrees = (int)Math.Round(Math.Atan2(y, x) * 180 / Math.PI);
        var straight = (int)Math.Round(degrees / 90.0) * 90;
        return ((Math.Abs(degrees - straight) <= StraightWithin ? straight : degrees) + 360) % 360;
    }

    private static bool IsOnPage(Letter letter, Page page)
    {
        var (first, last) = (letter.StartBaseLine, letter.EndBaseLine);
        return Math.Max(first.X, last.X) >= 0 && Math.Min(first.X, last.X) <= page.Width
            && Math.Max(first.Y, last.Y) >= -letter.PointSize && Math.Min(first.Y, last.Y) <= page.Height;
    }

    private static bool IsBold(Letter letter)
    {
        var font = letter.FontName;
        return font is not null
            && (font.Contains("Bold", StringComparison.OrdinalIgnoreCase)
                || font.Contains("Black", StringComparison.OrdinalIgnoreCase));
    }
}
