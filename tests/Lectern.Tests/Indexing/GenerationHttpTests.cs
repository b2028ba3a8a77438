using System.Net;
using System.Text;
using System.Text.Json;
using Lectern.Server.Attachments;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Indexing;

/// <summary>What an index held before, as clients see it: listed, and made live again.</summary>
public sealed class GenerationHttpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_deleted_or_replaced_is_found_again_after_a_restore_until_the_next_sync()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(("gone.md", Text("The mole is of granite.")), ("new.md", Text("The quay is old.")));
        var (id, directory) = (index.Text("id"), index.Text("source_directory_id"));
        var before = await LiveAsync(server, id);
        var file = (await server.GetAsync($"/api/v1/indexes/{id}/files")).GetProperty("items")[0].Text("file_id");
        await DeleteAsync(server, directory, file);
        await server.UploadAsync(directory, "new.md", Text("The quay is rebuilt."));
        await SyncAsync(server, id);
        Assert.Equal("The quay is rebuilt.", await FoundAsync(server, id));

        var answer = await server.PostAsync($"/api/v1/indexes/{id}/generations/{before}/restore", null);
        Assert.Equal("syncing", answer.GetProperty("metadata").Text("status"));
        var restored = (await server.UntilSyncedAsync(id)).GetProperty("metadata");
        Assert.Equal(("ready", 2), (restored.Text("status"), restored.GetProperty("files").GetProperty("ready").GetInt32()));
        Assert.Equal("The mole is of granite. The quay is old.", await FoundAsync(server, id));
        var read = await server.PostAsync("/api/v1/retrieval/files/read", new { index_id = id, file_id = file });
        Assert.Contains("granite", read.Text("content"), StringComparison.Ordinal);
        var live = (await ListAsync(server, id))[0];
        Assert.Equal((true, before), (live.GetProperty("is_live").GetBoolean(), live.GetProperty("restored_from").GetInt64()));

        // What a turn notes is one that is listed, and what is deleted from now on is gone at once.
        var turn = await server.AskAsync(await server.SessionAsync(id), "What is the mole made of?");
        var searched = Assert.Single(turn, f => f.Type == "tool_result").Json.GetProperty("result").GetProperty("searched")[0];
        Assert.Equal(live.GetProperty("number").GetInt64(), searched.GetProperty("generation").GetInt64());
        var other = (await server.GetAsync($"/api/v1/beta/directories/{directory}/files")).GetProperty("items")[0].Text("id");
        await DeleteAsync(server, directory, other);
        Assert.Equal("The mole is of granite.", await FoundAsync(server, id));
        await SyncAsync(server, id);
        Assert.Equal("", await FoundAsync(server, id));
    }

    [Fact]
    public async Task A_restore_that_is_asked_for_anew_shows_what_had_gone_by_then()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(("a.md", Text("The mole is of granite.")), ("b.md", Text("The quay is old.")));
        var (id, directory) = (index.Text("id"), index.Text("source_directory_id"));
        var first = await LiveAsync(server, id);
        var files = (await server.GetAsync($"/api/v1/beta/directories/{directory}/files")).GetProperty("items");
        var ids = files.EnumerateArray().ToDictionary(f => f.Text("display_name"), f => f.Text("id"));
        await DeleteAsync(server, directory, ids["a.md"]);
        await SyncAsync(server, id);
        foreach (var (gone, left) in new[]
            { ("b.md", "The mole is of granite."), ("", "The mole is of granite. The quay is old.") })
        {
            using (var accepted = await RestoreAsync(server, id, $"{first}"))
                Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
            await server.UntilSyncedAsync(id);
            if (gone.Length > 0)
                await DeleteAsync(server, directory, ids[gone]);
            Assert.Equal(left, await FoundAsync(server, id));
        }
    }

    [Fact]
    public async Task One_that_is_unknown_live_forgotten_or_of_an_index_that_syncs_is_refused()
    {
        await using var server = await TestServer.StartAsync(change: o => o with { Limits = o.Limits with { Generations = 1 } });
        var index = await server.IndexAsync(("a.md", Text("The mole is of granite.")));
        var (id, directory) = (index.Text("id"), index.Text("source_directory_id"));
        await server.UploadAsync(directory, "b.md", Text("The quay is old."));
        await SyncAsync(server, id);
        var live = await LiveAsync(server, id);
        Assert.Single(await ListAsync(server, id));
        foreach (var (number, status, says) in (IEnumerable<(string, HttpStatusCode, string)>)[
            ($"{live + 1}", HttpStatusCode.NotFound, "was not found"), ("0", HttpStatusCode.NotFound, "was not found"),
            ("-1", HttpStatusCode.NotFound, "was not found"), ("x", HttpStatusCode.NotFound, "was not found"),
            ("99999999999999999999", HttpStatusCode.NotFound, "was not found"),
            ($"{live}", HttpStatusCode.Conflict, "is live"), ($"{live - 1}", HttpStatusCode.Conflict, "is no longer kept")])
        {
            using var refused = await RestoreAsync(server, id, number);
            Assert.Equal(status, refused.StatusCode);
            Assert.Contains(says, await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        using var nowhere = await RestoreAsync(server, "idx-none", "1");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Equal("ready", (await server.GetAsync($"/api/v1/indexes/{id}")).GetProperty("metadata").Text("status"));
    }

    [Fact]
    public async Task A_restore_and_a_sync_do_not_run_at_once()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(("a.md", Text("The mole is of granite.")));
        var (id, directory) = (index.Text("id"), index.Text("source_directory_id"));
        var first = await LiveAsync(server, id);
        await server.UploadAsync(directory, "b.md", Text("The mole is of timber."));
        await SyncAsync(server, id);
        var rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<p>row {i}</p>"));
        for (var i = 0; i < 4; i++)
            await server.UploadAsync(directory, $"{i}.html", Text($"<h1>File {i}</h1>{rows}"));
        await server.PostAsync($"/api/v1/indexes/{id}/sync", null);
        using (var refused = await RestoreAsync(server, id, $"{first}"))
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using (var cancel = await server.Http.PostAsync($"/api/v1/indexes/{id}/sync/cancel", null, Cancellation))
            Assert.Equal(HttpStatusCode.Accepted, cancel.StatusCode);
        using (var accepted = await RestoreAsync(server, id, $"{first}"))
            Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await server.UntilSyncedAsync(id);
        Assert.Equal("The mole is of granite.", await FoundAsync(server, id));
    }

    [Fact]
    public async Task Pictures_of_a_file_that_is_kept_are_not_collected_and_those_of_one_that_is_forgotten_are()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow()) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        await using var server = await TestServer.StartAsync(s => s.AddSingleton<TimeProvider>(time));
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
        var file = (await server.UploadAsync(directory, "a.rtf", Text(@"{\rtf1 one\page two}"))).Text("id");
        var id = (await server.PostAsync(
            "/api/v1/indexes", new { source_directory_id = directory, store_attachments = (string[])["items"] })).Text("id");
        await server.UntilSyncedAsync(id);
        await DeleteAsync(server, directory, file);
        await SyncAsync(server, id);
        var collector = server.Services.GetRequiredService<BlobCollector>();
        await collector.CollectAsync(Cancellation);
        Assert.Equal(2, Blobs());
        var copy = TestServer.NewFolder();
        var copied = new SqliteStoreCopy(server.Services.GetRequiredService<DataFolder>()).Copy(copy).Blobs;
        Directory.Delete(copy, recursive: true);
        Assert.Equal(2, copied.Count);
        for (var i = 0; i < 3; i++)
        {
            await server.UploadAsync(directory, "b.md", Text($"The quay {i}."));
            await SyncAsync(server, id);
        }

        // Looked at each hour.
        time.Advance(TimeSpan.FromDays(2));
        await Patience.UntilAsync(async () => (await ListAsync(server, id)).Count == 3);
        await Patience.UntilAsync(async () => await collector.CollectAsync(Cancellation) >= 0 && Blobs() == 1);

        int Blobs() => Directory.GetFiles(Path.Combine(server.DataFolder, "blobs"), "*", SearchOption.AllDirectories).Length;
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(TestServer server, string index) =>
        [.. (await server.GetAsync($"/api/v1/indexes/{index}/generations")).GetProperty("items").EnumerateArray()];

    private static async Task<long> LiveAsync(TestServer server, string index) =>
        (await ListAsync(server, index))[0].GetProperty("number").GetInt64();

    private static Task<HttpResponseMessage> RestoreAsync(TestServer server, string index, string number) =>
        server.Http.PostAsync($"/api/v1/indexes/{index}/generations/{number}/restore", null, Cancellation);

    private static async Task SyncAsync(TestServer server, string index)
    {
        await server.PostAsync($"/api/v1/indexes/{index}/sync", null);
        await server.UntilSyncedAsync(index);
    }

    private static async Task DeleteAsync(TestServer server, string directory, string file)
    {
        using var response = await server.Http.DeleteAsync($"/api/v1/beta/directories/{directory}/files/{file}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    private static async Task<string> FoundAsync(TestServer server, string index)
    {
        var found = await server.PostAsync("/api/v1/retrieval/retrieve", new { index_id = index, query = "mole quay" });
        return string.Join(' ', found.GetProperty("results").EnumerateArray()
            .Select(r => r.Text("content").Trim()).Order(StringComparer.Ordinal));
    }
}
