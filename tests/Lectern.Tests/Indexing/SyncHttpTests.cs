using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Lectern.Server.Attachments;
using Lectern.Server.Library;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Indexing;

/// <summary>When an index is synced, what a sync takes away, and what it leaves on the disk.</summary>
public sealed class SyncHttpTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(
        TimeProvider.System.GetUtcNow())
    { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
    private TestServer server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await TestServer.StartAsync(s => s.AddSingleton<TimeProvider>(time));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_manual_index_follows_only_when_asked()
    {
        var (directory, index) = await IndexAsync("manual", "one");
        await server.UploadAsync(directory, "b.txt", "two"u8.ToArray());
        time.Advance(TimeSpan.FromDays(3));
        await Task.Delay(200, Cancellation);
        Assert.Equal(["a.txt"], await NamesAsync(index));
        await SyncAsync(index);
        Assert.Equal(["a.txt", "b.txt"], await NamesAsync(index));
    }

    [Fact]
    public async Task An_index_on_source_change_follows_by_itself()
    {
        var (directory, index) = await IndexAsync("on_source_change", "one");
        var added = await server.UploadAsync(directory, "b.txt", "two"u8.ToArray());
        await UntilAsync(async () => (await NamesAsync(index)).Length == 2);
        await DeleteAsync(directory, added.Text("id"));
        await UntilAsync(async () => (await NamesAsync(index)).Length == 1);
    }

    [Fact]
    public async Task A_daily_index_follows_a_day_after_its_last_sync()
    {
        var (directory, index) = await IndexAsync("daily", "one");
        await server.UploadAsync(directory, "b.txt", "two"u8.ToArray());
        time.Advance(TimeSpan.FromHours(20));
        await Task.Delay(200, Cancellation);
        Assert.Equal(["a.txt"], await NamesAsync(index));
        time.Advance(TimeSpan.FromHours(5));
        await UntilAsync(async () => (await NamesAsync(index)).Length == 2);
    }

    [Fact]
    public async Task Many_requests_at_once_are_one_sync_or_two()
    {
        var (_, index) = await IndexAsync("manual", "one");
        var before = Generation(index);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.PostAsync($"/api/v1/indexes/{index}/sync", null)));
        await server.UntilSyncedAsync(index);
        Assert.Equal(before, Generation(index));
        using var cancel = await server.Http.PostAsync($"/api/v1/indexes/{index}/sync/cancel", null, Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, cancel.StatusCode);
    }

    [Fact]
    public async Task A_cancelled_sync_leaves_the_old_contents_and_does_not_run_again()
    {
        var (directory, index) = await IndexAsync("manual", "one");
        for (var i = 0; i < 40; i++)
            await server.UploadAsync(directory, $"{i}.txt", Encoding.UTF8.GetBytes($"number {i}"));
        await server.PostAsync($"/api/v1/indexes/{index}/sync", null);
        await server.PostAsync($"/api/v1/indexes/{index}/sync", null);
        using var cancel = await server.Http.PostAsync($"/api/v1/indexes/{index}/sync/cancel", null, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, cancel.StatusCode);
        var cancelled = await cancel.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("ready", cancelled.GetProperty("metadata").Text("status"));
        Assert.Equal(["a.txt"], await NamesAsync(index));
        Assert.False((await server.GetAsync($"/api/v1/indexes/{index}?expand=sync_in_progress")).GetProperty("sync_in_progress")
            .GetBoolean());
        await SyncAsync(index);
        Assert.Equal(41, (await NamesAsync(index)).Length);
    }

    [Fact]
    public async Task A_deleted_file_is_gone_everywhere_at_once_and_after_the_sync()
    {
        var directory = await DirectoryAsync();
        var file = await server.UploadAsync(
            directory, "secret.html", "<h1>Quay</h1><p>The quay is made of granite.</p>"u8.ToArray());
        await server.UploadAsync(directory, "other.txt", "The mole is made of wood."u8.ToArray());
        var index = await CreateAsync(directory, "manual", "items");
        var id = file.Text("id");
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(index, id));
        await DeleteAsync(directory, id);
        Assert.Equal(HttpStatusCode.NotFound, await ReadAsync(index, id));
        await SyncAsync(index);
        Assert.Equal(HttpStatusCode.NotFound, await ReadAsync(index, id));
        Assert.Equal(
            HttpStatusCode.NotFound,
            await StatusAsync("grep", new { index_id = index, file_id = id, pattern = "quay" }, "files/"));
        Assert.Equal(["other.txt"], await NamesAsync(index));
        var found = await server.PostAsync("/api/v1/retrieval/retrieve", new { index_id = index, query = "granite quay" });
        Assert.Empty(found.GetProperty("results").EnumerateArray());
        using var attachments = await server.Http.GetAsync($"/api/v1/beta/attachments?source_id={id}", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, attachments.StatusCode);
        var answer = await server.AskAsync(await server.SessionAsync(index), "What is the quay made of?");
        Assert.DoesNotContain(answer, f => f.Data.Contains("granite", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Blobs_that_nothing_names_are_removed_and_no_others()
    {
        var collector = server.Services.GetRequiredService<BlobCollector>();
        var directory = await DirectoryAsync();
        var file = await server.UploadAsync(directory, "a.txt", "alone"u8.ToArray());
        await server.UploadAsync(directory, "b.txt", "twice"u8.ToArray());
        var twin = await server.UploadAsync(directory, "c.txt", "twice"u8.ToArray());
        Assert.Equal(0, await collector.CollectAsync(Cancellation));
        Assert.Equal(2, Blobs().Length);
        await DeleteAsync(directory, file.Text("id"));
        await DeleteAsync(directory, twin.Text("id"));
        await collector.CollectAsync(Cancellation);
        Assert.Single(Blobs());
        await server.UploadAsync(directory, "b.txt", "replaced"u8.ToArray());
        await collector.CollectAsync(Cancellation);
        Assert.Equal("replaced", File.ReadAllText(Assert.Single(Blobs())));
    }

    [Fact]
    public async Task A_blob_on_its_way_into_the_database_is_kept()
    {
        var blobs = server.Services.GetRequiredService<IBlobs>();
        var collector = server.Services.GetRequiredService<BlobCollector>();
        using (var staged = await blobs.StageAsync(new MemoryStream("fresh"u8.ToArray()), 100, Cancellation))
        {
            staged.Keep();
            Assert.Equal(0, await collector.CollectAsync(Cancellation));
            Assert.Single(Blobs());
        }

        await collector.CollectAsync(Cancellation);
        Assert.Empty(Blobs());
    }

    [Fact]
    public async Task What_a_sync_makes_outlives_a_collection_that_looked_before_the_sync_named_it()
    {
        var blobs = server.Services.GetRequiredService<IBlobs>();
        var collector = server.Services.GetRequiredService<BlobCollector>();
        using var hold = new BlobHold(blobs);
        string hash;
        using (var staged = await blobs.StageAsync(new MemoryStream("a page"u8.ToArray()), 100, Cancellation))
            Assert.True(hold.TryAdd(hash = staged.Keep().Hash));
        Assert.Equal(0, await collector.CollectAsync(Cancellation));
        using (await blobs.CollectAsync(Cancellation))
        {
            // The swap has committed in this very moment.
            hold.Dispose();
            Assert.False(blobs.Remove(hash, () => false));
        }

        await collector.CollectAsync(Cancellation);
        Assert.Empty(Blobs());
    }

    [Fact]
    public async Task Attachments_keep_their_blobs_until_the_index_is_gone()
    {
        var collector = server.Services.GetRequiredService<BlobCollector>();
        var directory = await DirectoryAsync();
        await server.UploadAsync(directory, "a.rtf", @"{\rtf1 one\page two}"u8.ToArray());
        var index = await CreateAsync(directory, "manual", "items");
        await collector.CollectAsync(Cancellation);
        Assert.Equal(3, Blobs().Length);
        using (var deleted = await server.Http.DeleteAsync($"/api/v1/indexes/{index}", Cancellation))
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await collector.CollectAsync(Cancellation);
        Assert.Single(Blobs());
        Assert.Empty(Directory.GetFiles(Path.Combine(server.DataFolder, "indexes")));
    }

    private string[] Blobs() => Directory.GetFiles(Path.Combine(server.DataFolder, "blobs"), "*", SearchOption.AllDirectories);

    private long Generation(string index) => server.Services.GetRequiredService<SqliteIndexContentsFolder>()
        .Contents(server.IndexKey(index)).Read(c => c.ExecuteScalar<long>("SELECT number FROM generation"));

    private async Task<string> DirectoryAsync() =>
        (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");

    private async Task<(string Directory, string Index)> IndexAsync(string frequency, string text)
    {
        var directory = await DirectoryAsync();
        await server.UploadAsync(directory, "a.txt", Encoding.UTF8.GetBytes(text));
        return (directory, await CreateAsync(directory, frequency));
    }

    private async Task<string> CreateAsync(string directory, string frequency, params string[] attachments)
    {
        var index = await server.PostAsync(
            "/api/v1/indexes", new
            {
                source_directory_id = directory,
                sync_frequency = frequency,
                store_attachments = attachments
            });
        return (await server.UntilSyncedAsync(index.Text("id"))).Text("id");
    }

    private async Task SyncAsync(string index)
    {
        await server.PostAsync($"/api/v1/indexes/{index}/sync", null);
        await server.UntilSyncedAsync(index);
    }

    private async Task DeleteAsync(string directory, string file)
    {
        using var response = await server.Http.DeleteAsync($"/api/v1/beta/directories/{directory}/files/{file}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    private async Task<string[]> NamesAsync(string index) =>
        [.. (await server.GetAsync($"/api/v1/indexes/{index}/files?page_size=1000")).GetProperty("items").EnumerateArray()
            .Select(f => f.Text("file_name")).Order(StringComparer.Ordinal)];

    private Task<HttpStatusCode> ReadAsync(string index, string file) =>
        StatusAsync("read", new { index_id = index, file_id = file }, "files/");

    private async Task<HttpStatusCode> StatusAsync(string operation, object body, string folder)
    {
        using var response = await server.Http.PostAsJsonAsync($"/api/v1/retrieval/{folder}{operation}", body, Cancellation);
        return response.StatusCode;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await holds())
                return;
            await Task.Delay(50, Cancellation);
        }

        Assert.Fail("It did not come true within 30 s.");
    }
}
