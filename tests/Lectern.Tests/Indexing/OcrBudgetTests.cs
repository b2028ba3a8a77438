using System.Text.Json;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;
using Lectern.Tests.Indexing.Sharing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

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
        Assert.False(budget.Has("a", 5));
        Assert.Equal(0, budget.Take("a", 5));
        Assert.Equal(4, budget.Take("a", 4));
        Assert.Equal(10, budget.Take("b", 25));
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.True(budget.Has("a", 5));
        Assert.Equal(10, budget.Take("a", 25));
        budget.GiveBack("a", 10);
        Assert.Equal(5, budget.Take("a", 5));
    }

    [Fact]
    public void Without_pages_nothing_is_read_and_nothing_tried_again()
    {
        var budget = new OcrBudget(new CrowdLimits { OcrPagesPerHour = 0 }, time);
        Assert.Equal(0, budget.Take("a", 3));
        Assert.False(budget.Has("a", 3));
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
