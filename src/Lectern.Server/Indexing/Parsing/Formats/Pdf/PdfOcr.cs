using System.Globalization;
using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Reads pages with OCR that have no text of their own, or pictures of text beside it: pdftoppm draws them, Tesseract reads
/// them. Two at a time, for as long as the limits allow; pages that are left are named.
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

    /// <summary>Of the page; smaller pictures are seldom of text.</summary>
    private const double LargePicture = 0.3;
    private const double MostlyPicture = 0.5;
    private const int FewOnPicture = 60;

    /// <summary>What is read beside a page's own words must be no guess.</summary>
    private const double SureBesideText = 60;

    public static void Fill(byte[] content, PageLayout[] pages, ParseLimits limits, Action sign)
    {
        var scans = pages.Where(
            p => Letters(p) < FewLetters || IsPictureOfText(p)).OrderBy(p => Letters(p) >= FewLetters).ToList();
        if (!Ocr.IsAvailable || ExternalTools.PdfToPpm is null)
        {
            scans.ForEach(p => pages[p.Number - 1] = p with { LacksText = CoveredShare(p) >= MostlyPicture });
            return;
        }

        var granted = limits.Ocr.Ask(scans.Count);
        foreach (var left in scans.Skip(granted))
            pages[left.Number - 1] = left with { LacksText = CoveredShare(left) >= MostlyPicture };
        if (granted == 0)
            return;
        var end = TimeProvider.System.GetTimestamp() + (
            long)(limits.OcrTime.TotalSeconds * TimeProvider.System.TimestampFrequency);
        using var alive = LifeSigns.Start(sign);
        Parallel.ForEach(
            scans.Take(granted), new ParallelOptions { MaxDegreeOfParallelism = 2 },
            page =>
            {
                if (TimeProvider.System.GetTimestamp() >= end)
                    pages[page.Number - 1] = page with { LacksText = CoveredShare(page) >= MostlyPicture };
                else if (Read(content, page) is { Blocks.Count: > 0 } read)
                    pages[page.Number - 1] = Letters(page) < FewLetters ? read : Both(page, read);
            });
    }

    private static int Letters(PageLayout page) => page.Blocks.Sum(b => b.Text.Count(char.IsLetterOrDigit));

    /// <summary>A picture takes much of the page, and hardly a letter stands on it.</summary>
    private static bool IsPictureOfText(PageLayout page) =>
        CoveredShare(page) >= LargePicture
        && page.Blocks.SelectMany(b => b.Places).Where(
            p => page.Pictures.Any(i => i.Holds(p.X + (p.Width / 2), p.Y + (p.Height / 2)))).Sum(p => p.Length) < FewOnPicture;

    private static double CoveredShare(PageLayout page) =>
        page.Width <= 0 ? 0 : page.Pictures.Sum(p => p.Width * p.Height) / (page.Width * page.Height);

    /// <summary>The page's own words, and what OCR read where none of them stands.</summary>
    private static PageLayout Both(PageLayout page, PageLayout read)
    {
        var own = page.Blocks.SelectMany(b => b.Places).Select(p => new Box(p.X, p.Y, p.X + p.Width, p.Y + p.Height)).ToList();
        var added = read.Blocks.FindAll(
            b => b.Places.Count(p => own.Exists(o => o.Holds(p.X + (p.Width / 2), p.Y + (p.Height / 2)))) * 2 < b.Places.Count);
        return page with { Blocks = [.. page.Blocks, .. added] };
    }

    /// <summary>
    /// Few words do not tell Tesseract that a page stands on its head; its doubt does. Boxes are those of the page as it is.
    /// </summary>
    private static OcrPage? Better(OcrPage? upright, OcrPage? turned)
    {
        if (turned is null || turned.Confidence * turned.Letters <= upright?.Confidence * upright?.Letters)
            return upright;
        return turned with
        {
            Blocks = [.. turned.Blocks.Select(b => b with
            {
                Places = [.. b.Places.Select(p =>
                    p with { X = turned.Width - p.X - p.Width, Y = turned.Height - p.Y - p.Height })],
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
            ["-f", number, "-l", number, "-r", resolution.ToString(
                "0", CultureInfo.InvariantCulture), "-gray", "-cropbox", "-q", "-"],
            content, output => GrayImage.Parse(Ocr.Bytes(output, (int)MaxPixels * 2)), CpuSeconds, MemoryBytes);
        if (image is null || image.IsBlank() || (Letters(page) >= FewLetters && !image.IsMostlyLight()))
            return null;
        var scale = 72 / Math.Round(resolution);
        var read = Ocr.Read(image.File, scale).FirstOrDefault();
        if (read is null || (read.Confidence < SureConfidence && read.Letters < ManyLetters))
            read = Better(read, Ocr.Read(image.Turned(), scale).FirstOrDefault());
        if (read is null || (Letters(page) >= FewLetters && (read.Confidence < SureBesideText || read.Letters < FewLetters)))
            return null;
        var words = read.Blocks.SelectMany(b => b.Text.Split(' ')).ToList();
        if (!Legibility.IsText(words) || (page.IsJumble && !Legibility.IsMostlyLetters(words)))
            return null;
        return new PageLayout(page.Number, read.Width, read.Height, read.Blocks);
    }
}
