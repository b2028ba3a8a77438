using System.IO.Compression;
using System.Text.Json;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;
using Lectern.Tests.Indexing.Sharing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SkiaSharp;

namespace Lectern.Tests.Indexing;

/// <summary>How many pages a project may have read with OCR in an hour.</summary>
public sealed class OcrBudgetTests
{
    private readonly FakeTimeProvider time = new(
        TimeProvider.System.GetUtcNow())
    { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public void A_project_has_its_pages_an_hour_and_a_file_waits_whole()
    {
        var budget = new OcrBudget(new CrowdLimits { OcrPagesPerHour = 10 }, time);
        Assert.Equal(6, budget.Take("a", 6));
        Assert.Equal(0, budget.TakeWaiting("a", new OcrLater(0, 5)));
        Assert.Equal(0, budget.Take("a", 5));
        Assert.Equal(4, budget.Take("a", 4));
        Assert.Equal(10, budget.Take("b", 25));
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(10, budget.Take("a", 25));
        budget.GiveBack("a", 10);
        Assert.Equal(5, budget.Take("a", 5));
    }

    [Fact]
    public void Without_pages_nothing_is_read_and_nothing_tried_again()
    {
        var budget = new OcrBudget(new CrowdLimits { OcrPagesPerHour = 0 }, time);
        Assert.Equal(0, budget.Take("a", 3));
        Assert.Equal(0, budget.TakeWaiting("a", new OcrLater(0, 3)));
    }

    [Fact]
    public void A_file_that_waits_is_read_again_only_when_more_of_it_can_be_read()
    {
        var budget = new OcrBudget(new CrowdLimits { OcrPagesPerHour = 100 }, time);
        budget.Take("a", 45);
        Assert.Equal(0, budget.TakeWaiting("a", new OcrLater(50, 60)));
        Assert.Equal(55, budget.TakeWaiting("a", new OcrLater(50, 55)));
        time.Advance(TimeSpan.FromMinutes(61));

        // Of a file with more than the hour's pages as many as there can be were read.
        Assert.Equal(0, budget.TakeWaiting("a", new OcrLater(100, 300)));
        Assert.Equal(100, budget.TakeWaiting("a", new OcrLater(0, 300)));
    }

    [Fact]
    public void What_a_waiting_file_was_promised_no_other_takes()
    {
        var budget = new OcrBudget(new CrowdLimits { OcrPagesPerHour = 100 }, time);
        var sync = new OcrPromises(budget, "a");
        Assert.True(sync.Promise("waits", new OcrLater(50, 60)));
        Assert.False(sync.Promise("other", new OcrLater(0, 50)));
        Assert.Equal(0, sync.Take("new", 50));
        Assert.Equal(40, budget.Take("a", 40));
        for (var page = 0; page < 60; page++)
            Assert.Equal(1, sync.Take("waits", 1));
        Assert.Equal(0, sync.Take("waits", 1));
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.True(sync.Promise("waits", new OcrLater(50, 60)));
        sync.End();
        Assert.Equal(100, budget.Take("a", 100));
    }

    [Fact]
    public void An_archive_tells_the_pages_of_its_files_that_it_wants()
    {
        var left = 1;
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < 3; i++)
            {
                using var entry = archive.CreateEntry($"{i}.png").Open();
                using var picture = new SKBitmap(20, 10);
                using var png = picture.Encode(SKEncodedImageFormat.Png, 90);
                entry.Write(png.ToArray());
            }

            using var text = archive.CreateEntry("a.txt").Open();
            text.Write("boat"u8);
        }

        Assert.SkipUnless(Ocr.IsAvailable && ExternalTools.PdfToPpm is not null, "needs tesseract and pdftoppm");
        var (_, parser) = FileFormats.Parse(
            zip.ToArray(), "a.zip", new ParseLimits { Ocr = new OcrGrant(pages => left-- > 0 ? pages : 0) }, _ => { });
        Assert.Equal(new OcrLater(1, 3), OcrLater.Of(parser));
        Assert.Null(OcrLater.Of("pdf/15"));
    }

    [Fact]
    public async Task A_file_beyond_it_is_named_with_the_reason_and_read_when_the_hour_has_gone()
    {
        Assert.SkipUnless(Ocr.IsAvailable && ExternalTools.PdfToPpm is not null, "needs tesseract and pdftoppm");
        await using var server = await TestServer.StartAsync(
            s => s.AddSingleton<TimeProvider>(time), o => o with { Limits = new CrowdLimits { OcrPagesPerHour = 3 } });
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "docs" })).Text("id");
        await server.UploadAsync(directory, "first.pdf", Textless.Pdf(2));
        await server.UploadAsync(directory, "second.pdf", Textless.Pdf(3));
        var index = (await server.PostAsync("/api/v1/indexes", new { source_directory_id = directory })).Text("id");
        await server.UntilSyncedAsync(index);
        var waiting = Assert.Single(await FilesAsync(), f => f.GetProperty("notes").GetArrayLength() > 0);
        Assert.Contains("in an hour", waiting.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("-ocr-later", waiting.Text("parser"), StringComparison.Ordinal);
        Assert.Equal(waiting.GetProperty("pages").GetInt32(), waiting.GetProperty("pages_without_text").GetArrayLength());

        // A sync within the hour leaves it; one after it reads it.
        await SyncAsync();
        Assert.Single(await FilesAsync(), f => f.GetProperty("notes").GetArrayLength() > 0);
        time.Advance(TimeSpan.FromMinutes(61));
        await SyncAsync();
        Assert.All(await FilesAsync(), f => Assert.Equal(0, f.GetProperty("notes").GetArrayLength()));

        async Task SyncAsync()
        {
            await server.PostAsync($"/api/v1/indexes/{index}/sync", null);
            await server.UntilSyncedAsync(index);
        }

        async Task<List<JsonElement>> FilesAsync() =>
            [.. (await server.GetAsync($"/api/v1/indexes/{index}/files")).GetProperty("items").EnumerateArray()];
    }
}
