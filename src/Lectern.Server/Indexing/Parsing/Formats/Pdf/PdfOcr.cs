using System.Globalization;
using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Reads pages that have no text of their own with OCR: pdftoppm draws them, Tesseract reads them. Two at a time, for as long as the
/// limits allow; pages that are left stay without text.
/// </summary>
internal static class PdfOcr
{
    private const int DotsPerInch = 300;

    /// <summary>A3 at full resolution; larger pages are drawn smaller.</summary>
    private const double MaxPixels = 18_000_000;
    private const int CpuSeconds = 5;
    private const long MemoryBytes = 1024L * 1024 * 1024;

    private const double SureConfidence = 80;
    private const int ManyLetters = 400;

    /// <summary>Pages with fewer letters than this say too little to be no scan.</summary>
    private const int FewLetters = 12;

    public static void Fill(byte[] content, PageLayout[] pages, ParseLimits limits, Action sign)
    {
        if (!Ocr.IsAvailable || ExternalTools.PdfToPpm is null)
            return;
        var empty = pages.Where(p => p.Blocks.Sum(b => b.Text.Count(char.IsLetterOrDigit)) < FewLetters).ToList();
        if (empty.Count == 0)
            return;
        var end = TimeProvider.System.GetTimestamp() + (long)(limits.OcrTime.TotalSeconds * TimeProvider.System.TimestampFrequency);
        using var alive = new Timer(_ => sign(), null, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Parallel.ForEach(
            empty, new ParallelOptions { MaxDegreeOfParallelism = 2 },
            page =>
            {
                if (TimeProvider.System.GetTimestamp() < end && Read(content, page) is { Blocks.Count: > 0 } read)
                    pages[page.Number - 1] = read;
            });
    }

    /// <summary>Few words do not tell Tesseract that a page stands on its head; its doubt does. Boxes are those of the page as it is.</summary>
    private static OcrPage? Better(OcrPage? upright, OcrPage? turned)
    {
        if (turned is null || turned.Confidence * turned.Letters <= upright?.Confidence * upright?.Letters)
            return upright;
        return turned with
        {
            Blocks = [.. turned.Blocks.Select(b => b with
            {
                Places = [.. b.Places.Select(p => p with { X = turned.Width - p.X - p.Width, Y = turned.Height - p.Y - p.Height })],
            })],
        };
    }

    private static PageLayout? Read(byte[] content, PageLayout page)
    {
        var (width, height) = page.Width > 0 ? (page.Width, page.Height) : (612, 792);
        var resolution = Math.Max(36, Math.Min(DotsPerInch, 72 * Math.Sqrt(MaxPixels / (width * height))));
        var number = page.Number.ToString(CultureInfo.InvariantCulture);
        var image = ToolProcess.Run(
            ExternalTools.PdfToPpm!,
            ["-f", number, "-l", number, "-r", resolution.ToString("0", CultureInfo.InvariantCulture), "-gray", "-cropbox", "-q", "-"],
            content, output => GrayImage.Parse(Ocr.Bytes(output, (int)MaxPixels * 2)), CpuSeconds, MemoryBytes);
        if (image is null || image.IsBlank())
            return null;
        var scale = 72 / Math.Round(resolution);
        var read = Ocr.Read(image.File, scale).FirstOrDefault();
        if (read is null || (read.Confidence < SureConfidence && read.Letters < ManyLetters))
            read = Better(read, Ocr.Read(image.Turned(), scale).FirstOrDefault());
        return read is null ? null : new PageLayout(page.Number, read.Width, read.Height, read.Blocks);
    }
}
