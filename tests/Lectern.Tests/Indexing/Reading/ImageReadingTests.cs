using System.Buffers.Binary;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Tests.Fakes;
using Lectern.Tests.Indexing.Pdf;
using SkiaSharp;

namespace Lectern.Tests.Indexing.Reading;

public sealed class ImageReadingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 0, 1)]
    [InlineData(5, 0, 0)]
    [InlineData(6, 1, 0)]
    [InlineData(7, 1, 1)]
    [InlineData(8, 0, 1)]
    public void A_turned_picture_is_turned_back(byte orientation, int right, int bottom)
    {
        using var bitmap = SKBitmap.Decode(UprightImage.Of(Turned(orientation)));
        Assert.Equal(orientation < 5 ? (80, 40) : (40, 80), (bitmap.Width, bitmap.Height));

        // The stored picture is black at its top left.
        var dark = bitmap.GetPixel(right == 0 ? 5 : bitmap.Width - 6, bottom == 0 ? 5 : bitmap.Height - 6);
        Assert.True(dark.Red < 80, $"{dark} at {right}, {bottom}");
        Assert.Equal(1, new[] { (5, 5), (bitmap.Width - 6, 5), (5, bitmap.Height - 6),
            (bitmap.Width - 6, bitmap.Height - 6) }.Count(p => bitmap.GetPixel(p.Item1, p.Item2).Red < 80));
    }

    [Fact]
    public async Task The_screenshot_of_a_turned_picture_stands_upright()
    {
        var pages = await DrawAsync(Turned(6), "a.jpg", 1);
        using var page = SKBitmap.Decode(pages[1]);
        Assert.True(page.Height > page.Width, $"{page.Width} × {page.Height}");
    }

    [Fact]
    public async Task Every_page_of_a_TIFF_has_a_screenshot()
    {
        Assert.SkipUnless(
            ExternalTools.Tesseract is not null && ExternalTools.PdfToPpm is not null, "needs Tesseract and pdftoppm");
        var pages = await DrawAsync(Tiff(200, 100), "a.tif", 2);
        Assert.Equal([1, 2], pages.Keys.Order());
        using var second = SKBitmap.Decode(pages[2]);
        Assert.InRange(second.Width, 227, 231);
    }

    [Fact]
    public void A_WebP_picture_is_given_to_OCR_as_PNG()
    {
        using var bitmap = new SKBitmap(20, 10);
        using var webp = bitmap.Encode(SKEncodedImageFormat.Webp, 90);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], UprightImage.Of(webp.ToArray())[..4]);
    }

    [Fact]
    public async Task A_picture_of_a_phone_is_read_and_drawn_like_any_other()
    {
        var encoder = Path.Combine(Path.GetDirectoryName(ExternalTools.HeifConvert) ?? "", "heif-enc");
        Assert.SkipUnless(
            ExternalTools.HeifConvert is not null && ExternalTools.Tesseract is not null && ExternalTools.PdfToPpm is not null
                && File.Exists(encoder),
            "needs heif-convert, heif-enc, Tesseract and pdftoppm");
        var heic = Heic(encoder, "LOW TIDE AT NINE");
        using var parser = TestIsolation.Parser();
        var outcome = await parser.ParseAsync(new MemoryStream(heic), "a.heic", _ => Task.CompletedTask, Cancellation);
        Assert.Contains(
            "LOW TIDE AT NINE", Assert.IsType<ParseOutcome.Read>(outcome).Document.Text, StringComparison.Ordinal);
        using var page = SKBitmap.Decode((await DrawAsync(heic, "a.heic", 1))[1]);
        Assert.True(page.Width > page.Height);
    }

    [Theory]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1heic")]
    [InlineData("\0\0\0\u0018ftypavif\0\0\0\0mif1avif")]
    [InlineData("II*\0\b\0\0\0\0\0\0\0\0\0")]
    public void Signs_of_life_are_given_while_a_program_makes_another_picture(string start)
    {
        var signs = 0;
        _ = Record.Exception(() => PageImages.Draw(
            System.Text.Encoding.Latin1.GetBytes(start), "a", 1, 1 << 20, (_, _) => { }, () => Interlocked.Increment(ref signs)));
        Assert.True(signs > 0);
    }

    [Fact]
    public void A_picture_that_may_not_be_read_is_not_converted()
    {
        Assert.SkipUnless(
            ExternalTools.HeifConvert is not null && ExternalTools.Tesseract is not null, "needs heif-convert and Tesseract");
        var damaged = System.Text.Encoding.Latin1.GetBytes("\0\0\0\u0018ftypheic\0\0\0\0mif1heic");
        var (document, _) = FileFormats.Parse(damaged, "a.heic", new ParseLimits { Ocr = new OcrGrant(_ => 0) }, _ => { });
        Assert.Equal([1], document.PagesWithoutText);
        Assert.Contains(
            "a HEIC picture",
            Assert.Throws<UnreadableFileException>(() => Read.Text(damaged, "a.heic")).Message, StringComparison.Ordinal);
    }

    private static byte[] Heic(string encoder, string text)
    {
        var folder = Directory.CreateTempSubdirectory("lectern-test-");
        try
        {
            var page = RawPdf.Page($"BT /F1 30 Tf 1 0 0 1 50 750 Tm ({text}) Tj ET", RawPdf.Helvetica);
            var png = ToolProcess.Run(
                ExternalTools.PdfToPpm!,
                ["-r", "150", "-x", "0", "-y", "100", "-W", "1200", "-H", "300", "-png", "-q", "-"],
                page,
                output => Ocr.Bytes(output, 1 << 22), 20, 1L << 30);
            var (source, made) = (Path.Combine(folder.FullName, "a.png"), Path.Combine(folder.FullName, "a.heic"));
            File.WriteAllBytes(source, png!);
            ToolProcess.Run(
                encoder, ["-o", made, source], ReadOnlyMemory<byte>.Empty, output => Ocr.Bytes(output, 1 << 20), 60, 2048L << 20);
            return File.ReadAllBytes(made);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Dictionary<int, byte[]>> DrawAsync(byte[] image, string name, int pages)
    {
        var drawn = new Dictionary<int, byte[]>();
        using var parser = TestIsolation.Parser();
        using var content = new MemoryStream(image);
        var lack = await parser.DrawAsync(
            content, name, pages, 10_000_000,
            (page, jpeg) =>
            {
                drawn[page] = jpeg.ToArray();
                return Task.CompletedTask;
            },
            Cancellation);
        Assert.Null(lack);
        return drawn;
    }

    /// <summary>A JPEG of 80 by 40 points, black at its top left, with a note of how it was held.</summary>
    private static byte[] Turned(byte orientation)
    {
        using var bitmap = new SKBitmap(80, 40);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            using var paint = new SKPaint { Color = SKColors.Black };
            canvas.DrawRect(0, 0, 16, 16, paint);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        var jpeg = data.ToArray();
        byte[] note =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0,
            0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. note, .. jpeg[2..]];
    }

    /// <summary>Two grey pages without compression.</summary>
    private static byte[] Tiff(int width, int height)
    {
        var (page, fields) = (width * height, 9);
        var entries = 2 + (12 * fields) + 4;
        var file = new byte[8 + (2 * (page + entries))];
        "II*\0"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), (uint)(8 + page));
        for (var number = 0; number < 2; number++)
        {
            var start = 8 + (number * (page + entries));
            file.AsSpan(start, page).Fill(0xE0);
            var at = start + page;
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), (ushort)fields);
            at += 2;
            foreach (var (tag, value) in ((int, int)[])[(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, start),
                (277, 1), (278, height), (279, page)])
            {
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), (ushort)tag);
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at + 2), 4);
                BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + 4), 1);
                BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + 8), (uint)value);
                at += 12;
            }

            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), number == 0 ? (uint)(start + page + entries + page) : 0);
        }

        return file;
    }
}
