using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// An image as a page, read with OCR; a TIFF may have several. Without Tesseract, or when nothing is seen, it is a page without
/// text. Boxes are in points at 96 dots an inch, as browsers show images.
/// </summary>
internal static class ImageFormat
{
    public const double PointsPerPixel = 72.0 / 96;

    public static bool Is(ReadOnlySpan<byte> content) =>
        content.StartsWith((byte[])[0xFF, 0xD8, 0xFF]) || content.StartsWith((byte[])[0x89, (byte)'P', (byte)'N', (byte)'G'])
        || content.StartsWith("GIF8"u8) || content.StartsWith("II*\0"u8) || content.StartsWith("MM\0*"u8)
        || (content.StartsWith("BM"u8) && content.Length > 26 && content[6..10].SequenceEqual((byte[])[0, 0, 0, 0]))
        || (content.StartsWith("RIFF"u8) && content.Length > 12 && content[8..12].SequenceEqual("WEBP"u8));

    /// <param name="picture">Called when it may be read with OCR: it may have to be made first.</param>
    public static void Read(Func<byte[]> picture, DocumentBuilder builder, Action<int> pageDone)
    {
        using var alive = LifeSigns.Start(() => pageDone(0));
        var pages = Ocr.IsAvailable && builder.Limits.Ocr.Ask(1) == 1 ? Ocr.Read(UprightImage.Of(picture()), PointsPerPixel) : [];
        for (var number = 1; number <= Math.Max(1, pages.Count); number++)
        {
            var page = number <= pages.Count ? pages[number - 1] : new OcrPage(0, 0, []);
            builder.StartPage(number, page.Width, page.Height);
            foreach (var block in page.Blocks)
                builder.Add(block.Kind, block.Text, places: block.Places);
        }
    }
}
