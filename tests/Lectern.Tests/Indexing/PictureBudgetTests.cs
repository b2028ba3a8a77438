using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;
using SkiaSharp;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Lectern.Tests.Indexing;

/// <summary>How much room the pictures of one file's pages take.</summary>
public sealed class PictureBudgetTests
{
    private const int Pixels = 300;
    private readonly Dictionary<int, byte[]> taken = [];

    [Fact]
    public void What_fits_is_left_as_it_is()
    {
        var jpeg = Noise(1);
        var budget = new PictureBudget(jpeg.Length * 3, 3, Take);
        for (var page = 1; page <= 3; page++)
            budget.Add(page, jpeg);
        Assert.All(taken.Values, t => Assert.Same(jpeg, t));
    }

    [Fact]
    public void What_does_not_fit_becomes_coarser_first_and_keeps_its_size_in_pixels()
    {
        var whole = Enumerable.Range(1, 10).Select(Noise).ToList();
        var max = whole.Sum(j => (long)j.Length) / 2;
        var budget = new PictureBudget(max, 10, Take);
        for (var page = 1; page <= 10; page++)
            budget.Add(page, whole[page - 1]);
        Assert.Equal(10, taken.Count);
        Assert.InRange(taken.Values.Sum(t => (long)t.Length), max / 2, max);
        foreach (var jpeg in taken.Values)
        {
            using var picture = SKBitmap.Decode(jpeg);
            Assert.Equal((Pixels, Pixels), (picture.Width, picture.Height));
        }
    }

    [Fact]
    public void What_does_not_fit_however_coarse_ends_the_drawing_with_a_reason()
    {
        var max = Noise(1).Length;
        var budget = new PictureBudget(max, 30, Take);
        var refused = Assert.Throws<UnreadableFileException>(() =>
        {
            for (var page = 1; page <= 30; page++)
                budget.Add(page, Noise(page));
        });
        Assert.Contains("LECTERN_MAX_SCREENSHOT_BYTES", refused.Message, StringComparison.Ordinal);
        Assert.InRange(taken.Count, 2, 29);
        Assert.True(taken.Values.Sum(t => t.Length) <= max);
    }

    [Fact]
    public void A_picture_that_was_another_pages_gives_its_room_back()
    {
        var jpeg = Noise(1);
        var budget = new PictureBudget(jpeg.Length * 2, 2, Take);
        budget.Add(1, jpeg);
        budget.Add(2, jpeg);
        budget.Add(1, jpeg);
        budget.Drop(2);
        Assert.Empty(taken[2]);
        budget.Add(2, jpeg);
        Assert.Same(jpeg, taken[2]);
    }

    [Fact]
    public async Task An_index_keeps_to_it_and_names_what_is_not_there()
    {
        Assert.SkipUnless(ExternalTools.PdfToPpm is not null, "needs pdftoppm");
        const int max = 60_000;
        await using var server = await TestServer.StartAsync(
            change: o => o with { Limits = new CrowdLimits { ScreenshotBytesPerFile = max } });
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "docs" })).Text("id");
        await server.UploadAsync(directory, "quay.txt", "The quay is made of granite."u8.ToArray());
        var noisy = (await server.UploadAsync(directory, "noise.pdf", NoisyPdf(12))).Text("id");
        var made = await server.PostAsync(
            "/api/v1/indexes", new { source_directory_id = directory, store_attachments = (string[])["screenshots"] });
        await server.UntilSyncedAsync(made.Text("id"));

        var files = await ItemsAsync(server, $"/api/v1/indexes/{made.Text("id")}/files");
        Assert.All(files, f => Assert.Equal("ready", f.Text("status")));
        var notes = files.Single(f => f.Text("file_id") == noisy).GetProperty("notes");
        var note = Assert.Single(notes.EnumerateArray()).GetString();
        Assert.Contains("LECTERN_MAX_SCREENSHOT_BYTES", note, StringComparison.Ordinal);
        Assert.Empty(files.Single(f => f.Text("file_id") != noisy).GetProperty("notes").EnumerateArray());
        var pictures = await ItemsAsync(server, $"/api/v1/beta/attachments?source_id={noisy}");
        Assert.InRange(pictures.Count, 1, 11);
        Assert.True(pictures.Sum(p => p.GetProperty("size").GetInt64()) <= max);
    }

    private static async Task<List<System.Text.Json.JsonElement>> ItemsAsync(TestServer server, string path) =>
        [.. (await server.GetAsync(path)).GetProperty("items").EnumerateArray()];

    private void Take(int page, byte[] jpeg) => taken[page] = jpeg;

    private static byte[] NoisyPdf(int pages)
    {
        var pdf = new PdfDocumentBuilder();
        for (var i = 0; i < pages; i++)
            pdf.AddPage(Pixels, Pixels).AddJpeg(Noise(i), new PdfRectangle(0, 0, Pixels, Pixels));
        return pdf.Build();
    }

    /// <summary>Of a fixed seed, at the quality that pages are drawn with.</summary>
    private static byte[] Noise(int seed)
    {
        var random = new Random(seed);
        using var bitmap = new SKBitmap(Pixels, Pixels);
        bitmap.Pixels = [.. Enumerable.Range(0, Pixels * Pixels).Select(_ => new SKColor((uint)random.Next() | 0xFF000000))];
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 80);
        return data.ToArray();
    }
}
