using System.Globalization;
using Lectern.Contracts;
using Lectern.Server.Indexing.Parsing.Formats;
using SkiaSharp;

namespace Lectern.Server.Indexing.Parsing.Tools;

/// <summary>
/// Draws a file's pages as JPEG: PDF with pdftoppm, office files through LibreOffice's PDF, images as they are. In the worker
/// only.
/// </summary>
internal static class PageImages
{
    public const int DotsPerInch = 110;

    private const int MaxImageBytes = 32 * 1024 * 1024;
    private const int MaxPdfBytes = 256 * 1024 * 1024;
    private const long MaxPixels = 40_000_000;
    private const int Quality = 80;
    private const int CpuSecondsPerPdf = 600;
    private const int CpuSecondsPerPage = 10;
    private const int CpuSecondsPerOffice = 60;
    private const long MemoryBytes = 1024L * 1024 * 1024;

    private static readonly string[] Office =
        [".docx", ".docm", ".dotx", ".pptx", ".pptm", ".ppsx", ".xlsx", ".xlsm", ".xlsb", ".odt", ".ods", ".odp", ".rtf", ".doc",
            ".dot", ".ppt", ".pps", ".xls"];

    /// <summary>Whether LibreOffice draws it.</summary>
    public static bool IsOffice(string fileName) => Office.Contains(Path.GetExtension(fileName).ToLowerInvariant());

    /// <param name="maxBytes">Of all pictures together.</param>
    /// <param name="pageDone">
    /// Called from any thread, in any order, with the page's number and its JPEG. A page that comes again has another picture
    /// now, or
    /// none.
    /// </param>
    /// <param name="sign">Called from any thread while a program works that shows no pages yet.</param>
    /// <exception cref="UnreadableFileException">Not all can be drawn; says why.</exception>
    public static void Draw(
        byte[] content, string fileName, int pages, long maxBytes, Action<int, byte[]> pageDone, Action sign)
    {
        if (IsTiff(content))
            Pdf(TiffPages(content, sign), pages, new PictureBudget(maxBytes, pages, pageDone));
        else if (HeifImage.Is(content))
            new PictureBudget(maxBytes, 1, pageDone).Add(1, Image(HeifPicture(content, sign)));
        else if (ImageFormat.Is(content))
            new PictureBudget(maxBytes, 1, pageDone).Add(1, Image(content));
        else if (content.AsSpan(0, Math.Min(content.Length, 64 * 1024)).IndexOf("%PDF-"u8) >= 0)
            Pdf(content, pages, new PictureBudget(maxBytes, pages, pageDone));
        else if (IsOffice(fileName))
            OfficeFile(content, Path.GetExtension(fileName).ToLowerInvariant(), maxBytes, pageDone, sign);
    }

    /// <summary>
    /// Two programs draw the odd and the even pages. One that draws another number of pages than the file was said to have is not
    /// believed: then page by page.
    /// </summary>
    private static void Pdf(byte[] content, int pages, PictureBudget pictures)
    {
        var program = ExternalTools.PdfToPpm ?? throw new UnreadableFileException(
            "There are no page screenshots: pdftoppm is not installed (Debian: poppler-utils).");
        if (pages == 1)
        {
            Half(program, content, 1, 1, [], pictures);
            return;
        }

        Parallel.Invoke(
            () => Half(program, content, 1, (pages + 1) / 2, ["-o"], pictures),
            () => Half(program, content, 2, pages / 2, ["-e"], pictures));
    }

    private static void Half(string program, byte[] content, int first, int count, string[] which, PictureBudget pictures)
    {
        var drawn = ToolProcess.Run(
            program, [.. which, "-r", Text(DotsPerInch), "-cropbox", "-jpeg", "-jpegopt", $"quality={Quality}", "-q",
                "-"], content,
            output => All(output, count, (i, jpeg) => pictures.Add(first + (i * 2), jpeg)), CpuSecondsPerPdf, MemoryBytes);
        if (drawn is { Count: var all } && all == count)
            return;
        for (var i = 0; i < count; i++)
        {
            var number = Text(first + (i * 2));
            var page = ToolProcess.Run(
                program, ["-f", number, "-l", number, "-r", Text(DotsPerInch), "-cropbox", "-jpeg", "-jpegopt",
                    $"quality={Quality}", "-q", "-"],
                content, output => new JpegSplitter(output, MaxImageBytes).Next(), CpuSecondsPerPage, MemoryBytes);
            if (page is not null)
                pictures.Add(first + (i * 2), page);
            else
                pictures.Drop(first + (i * 2));
        }
    }

    private static Drawn All(Stream output, int expected, Action<int, byte[]> drawn)
    {
        var splitter = new JpegSplitter(output, MaxImageBytes);
        var count = 0;
        while (splitter.Next() is { } jpeg)
        {
            if (count == expected)
                return new Drawn(count + 1);
            drawn(count++, jpeg);
        }

        return new Drawn(count);
    }

    private static void OfficeFile(
        byte[] content, string extension, long maxBytes, Action<int, byte[]> pageDone, Action sign)
    {
        if (ExternalTools.LibreOffice is null)
            throw new UnreadableFileException("There are no page screenshots of office files: LibreOffice is not installed.");
        var pdf = OfficeProgram.Convert(content, extension, "pdf", sign)
            ?? throw new UnreadableFileException("There are no page screenshots: LibreOffice could not draw the file.");
        using var document = UglyToad.PdfPig.PdfDocument.Open(pdf);
        Pdf(pdf, document.NumberOfPages, new PictureBudget(maxBytes, document.NumberOfPages, pageDone));
    }

    private static bool IsTiff(ReadOnlySpan<byte> content) => content.StartsWith("II*\0"u8) || content.StartsWith("MM\0*"u8);

    /// <summary>
    /// No library at hand draws TIFF; Tesseract makes a PDF of its pages, which it reads as one line, as that is quick.
    /// </summary>
    private static byte[] TiffPages(byte[] content, Action sign)
    {
        using var alive = LifeSigns.Start(sign);
        return ToolProcess.Run(
            ExternalTools.Tesseract
                ?? throw new UnreadableFileException("There are no page screenshots of TIFF: Tesseract is not installed."),
            ["stdin", "stdout", "--dpi", "96", "--psm", "7", "-c", "tessedit_create_pdf=1", "pdf"], content,
            output => Ocr.Bytes(output, MaxPdfBytes), CpuSecondsPerOffice, MemoryBytes)
            ?? throw new UnreadableFileException("There is no screenshot: the image is damaged, or has too many pages.");
    }

    private static byte[] HeifPicture(byte[] content, Action sign)
    {
        using var alive = LifeSigns.Start(sign);
        return HeifImage.ToJpeg(content) ?? content;
    }

    /// <summary>An image as JPEG, at the resolution that its boxes are kept for; its size is read before a pixel is.</summary>
    private static byte[] Image(byte[] content)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(content))
            ?? throw new UnreadableFileException("There is no screenshot: the image is of a kind that cannot be drawn.");
        if ((long)codec.Info.Width * codec.Info.Height > MaxPixels)
            throw new UnreadableFileException("There is no screenshot: the image has too many pixels.");
        using var bitmap = UprightImage.Decode(
            codec) ?? throw new UnreadableFileException("There is no screenshot: the image is damaged.");
        var scale = DotsPerInch / 72.0 * ImageFormat.PointsPerPixel;
        var size = new SKImageInfo(Math.Max(1, (int)(bitmap.Width * scale)), Math.Max(1, (int)(bitmap.Height * scale)));
        using var surface = SKSurface.Create(size);
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.DrawBitmap(
            bitmap, new SKRect(0, 0, size.Width, size.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return Encode(surface);
    }

    /// <summary>Marks rectangles on a page's image with a translucent colour.</summary>
    /// <param name="boxes">Points from the page's top left.</param>
    /// <exception cref="UnreadableFileException">The image is none.</exception>
    public static byte[] Mark(byte[] jpeg, IEnumerable<PageBox> boxes)
    {
        using var bitmap = SKBitmap.Decode(jpeg) ?? throw new UnreadableFileException("The page's image is damaged.");
        using var surface = SKSurface.Create(new SKImageInfo(bitmap.Width, bitmap.Height));
        surface.Canvas.DrawBitmap(bitmap, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        using var paint = new SKPaint { Color = new SKColor(255, 214, 0, 110), BlendMode = SKBlendMode.Multiply };
        const double scale = DotsPerInch / 72.0;
        foreach (var box in boxes)
        {
            surface.Canvas.DrawRect(
                (float)((box.X - 1) * scale), (
                    float)((box.Y - 1) * scale), (float)((box.Width + 2) * scale), (float)((box.Height + 2) * scale),
                paint);
        }

        return Encode(surface);
    }

    private static byte[] Encode(SKSurface surface)
    {
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return data.ToArray();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Drawn(int Count);
}
