using System.Net;
using System.Text.Json;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Tests.Fakes;
using SkiaSharp;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Lectern.Tests.Indexing;

/// <summary>Screenshots, items, marked words, and OCR, with the programs that do them.</summary>
public sealed class PageImageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_has_a_screenshot_and_items_and_words_can_be_marked()
    {
        NeedsPdfToPpm();
        await using var server = await TestServer.StartAsync();
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "docs" })).Text("id");
        var file = (await server.UploadAsync(directory, "tides.pdf", Pdf("Spring tide", "Neap tide", "Slack water"))).Text("id");
        var made = await server.PostAsync(
            "/api/v1/indexes", new { source_directory_id = directory, store_attachments = (string[])["screenshots", "items"] });
        await server.UntilSyncedAsync(made.Text("id"));

        var list = await server.GetAsync($"/api/v1/beta/attachments?source_id={file}");
        Assert.Equal(
            ["items/page_1.json", "items/page_2.json", "items/page_3.json", "screenshots/page_1.jpg", "screenshots/page_2.jpg",
                "screenshots/page_3.jpg"],
            list.GetProperty("items").EnumerateArray().Select(i => i.Text("name")));

        var items = JsonDocument.Parse(await ContentAsync(server, $"items/page_2.json?source_id={file}")).RootElement;
        var item = Assert.Single(items.GetProperty("items").EnumerateArray());
        Assert.Equal("Neap tide", item.Text("md"));
        Assert.InRange(item.GetProperty("bbox").GetProperty("x").GetDouble(), 98, 103);

        var plain = await ContentAsync(server, $"screenshots/page_2.jpg?source_id={file}");
        var start = "Spring tide\n\n".Length;
        var marked = await ContentAsync(server, $"screenshots/page_2.jpg?source_id={file}&highlight={start}-{start + 4}");
        using var before = SKBitmap.Decode(plain);
        using var after = SKBitmap.Decode(marked);
        Assert.Equal((before.Width, before.Height), (after.Width, after.Height));
        Assert.InRange(before.Width, 908, 911);

        // Around the first word's letters it is yellow now; beside it nothing changed.
        Assert.True(Yellow(before) == 0 && Yellow(after) > 100, $"{Yellow(before)} and {Yellow(after)} yellow pixels");
        Assert.True(after.GetPixel(400, 400).Blue > 240);

        static int Yellow(SKBitmap page) => Enumerable.Range(150, 60)
            .Sum(x => Enumerable.Range(180, 60).Count(y => page.GetPixel(x, y) is { Red: > 230, Green: > 180, Blue: < 200 }));
    }

    [Fact]
    public async Task A_folder_that_is_followed_gets_screenshots()
    {
        NeedsPdfToPpm();
        var folder = Directory.CreateTempSubdirectory("lectern-test-");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "tides.pdf"), Pdf("Spring tide", "Neap tide"), Cancellation);
        await using (var server = await TestServer.StartAsync(change: o => o with { Folder = folder.FullName }))
        {
            string[] names = [];
            for (var i = 0; i < 600 && names.Length == 0; i++)
            {
                await Task.Delay(50, Cancellation);
                if ((await server.GetAsync("/api/v1/indexes")).GetProperty("items").EnumerateArray()
                    .FirstOrDefault() is not { ValueKind: JsonValueKind.Object } index)
                    continue;
                var files = (await server.PostAsync("/api/v1/retrieval/files/find", new { index_id = index.Text("id") }))
                    .GetProperty("items");
                if (files.GetArrayLength() == 0)
                    continue;
                names = [.. (await server.GetAsync($"/api/v1/beta/attachments?source_id={files[0].Text("file_id")}"))
                    .GetProperty("items").EnumerateArray().Select(a => a.Text("name"))];
            }

            Assert.Equal(["screenshots/page_1.jpg", "screenshots/page_2.jpg"], names);
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("4-2")]
    [InlineData("x")]
    [InlineData("-1-3")]
    public async Task A_highlight_that_is_no_span_is_refused(string highlight)
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.Http.GetAsync(
            $"/api/v1/beta/attachments/screenshots/page_1.jpg?source_id=dfl-1&highlight={highlight}", Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public void Pages_that_follow_each_other_on_a_stream_are_told_apart()
    {
        NeedsPdfToPpm();
        var pages = new SortedDictionary<int, byte[]>();
        PageImages.Draw(
            Pdf("a", "b", "c", "d", "e"), "a.pdf", 5, long.MaxValue,
            (page, jpeg) => { lock (pages) pages.Add(page, jpeg); }, () => { });
        Assert.Equal([1, 2, 3, 4, 5], pages.Keys);
        Assert.All(pages.Values, jpeg => Assert.Equal(0xD9, jpeg[^1]));
    }

    [Theory]
    [InlineData("docling__ocr_test.pdf")]
    [InlineData("docling__ocr_test_rotated_90.pdf")]
    [InlineData("docling__ocr_test_rotated_180.pdf")]
    [InlineData("docling__ocr_test_rotated_270.pdf")]
    public void A_scan_is_read_whichever_way_it_lies(string name)
    {
        NeedsPdfToPpm();
        Assert.SkipUnless(Ocr.IsAvailable, "needs tesseract");
        var path = Path.Combine(SharedFiles.Need("documents/good"), name);
        var (document, _) = FileFormats.Parse(File.ReadAllBytes(path), name, new ParseLimits(), _ => { });
        Assert.Contains("Docling bundles PDF document conversion", document.Text, StringComparison.Ordinal);
        Assert.Empty(document.PagesWithoutText);
        Assert.NotEmpty(document.Boxes);
    }

    [Fact]
    public void An_image_that_says_nothing_is_a_page_without_text()
    {
        using var surface = SKSurface.Create(new SKImageInfo(300, 200));
        surface.Canvas.Clear(SKColors.White);
        using var image = surface.Snapshot();
        var (document, parser) = FileFormats.Parse(
            image.Encode(SKEncodedImageFormat.Png, 90).ToArray(), "blank.png", new ParseLimits(), _ => { });
        Assert.Equal([1], document.PagesWithoutText);
        Assert.StartsWith("image/", parser, StringComparison.Ordinal);
    }

    private static async Task<byte[]> ContentAsync(TestServer server, string attachment)
    {
        var link = await server.GetAsync("/api/v1/beta/attachments/" + attachment);
        using var anyone = new HttpClient();
        return await anyone.GetByteArrayAsync(link.Text("url"), Cancellation);
    }

    private static void NeedsPdfToPpm() => Assert.SkipUnless(ExternalTools.PdfToPpm is not null, "needs pdftoppm");

    private static byte[] Pdf(params string[] pages)
    {
        var pdf = new PdfDocumentBuilder();
        var font = pdf.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var text in pages)
            pdf.AddPage(595, 842).AddText(text, 20, new PdfPoint(100, 700), font);
        return pdf.Build();
    }
}
