using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;
using Lectern.Server.Storage.Sqlite;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Library;

/// <summary>A project's bytes and the disk's floor: what is refused, with which words, and what counts again.</summary>
public sealed class StorageLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_beyond_the_projects_bytes_is_507_and_room_comes_back_with_a_deletion()
    {
        await using var server = await StartAsync(new CrowdLimits { ProjectBytes = 100_000 });
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
        var first = await server.UploadAsync(directory, "a.txt", new byte[60_000]);
        await RefusedAsync(server, directory, 60_000);
        await server.UploadAsync(directory, "b.txt", new byte[40_000]);
        await RefusedAsync(server, directory, 1);
        Assert.Equal((100_000, 100_000), await UsedAsync(server));
        using var other = await OtherProject.JoinAsync(server);
        var usage = await other.GetFromJsonAsync<JsonElement>("/api/v1/usage", Cancellation);
        Assert.Equal(0, usage.GetProperty("storage").GetProperty("used_bytes").GetInt64());

        using (var deleted = await server.Http.DeleteAsync(
            $"/api/v1/beta/directories/{directory}/files/{first.Text("id")}", Cancellation))
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal((40_000, 100_000), await UsedAsync(server));
        await server.UploadAsync(directory, "c.txt", new byte[59_000]);
        await server.UploadAsync(directory, "c.txt", new byte[10]);
        Assert.Equal((40_010, 100_000), await UsedAsync(server));
        Assert.Equal(40_010, await CountedAgainAsync(server));
    }

    [Fact]
    public async Task Uploads_at_once_do_not_pass_the_limit_together()
    {
        await using var server = await StartAsync(new CrowdLimits { ProjectBytes = 100_000 });
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => UploadAsync(server, directory, $"{i}.txt", 30_000)));
        var stored = answers.Count(a => a == HttpStatusCode.Created);

        // For a moment a file is both counted and reserved: what comes just then may be refused, and fits when it is sent again.
        Assert.InRange(stored, 1, 3);
        Assert.Equal(20 - stored, answers.Count(a => a == HttpStatusCode.InsufficientStorage));
        Assert.Equal((stored * 30_000, 100_000), await UsedAsync(server));
        for (var i = stored; i < 3; i++)
            Assert.Equal(HttpStatusCode.Created, await UploadAsync(server, directory, $"again {i}.txt", 30_000));
        Assert.Equal(HttpStatusCode.InsufficientStorage, await UploadAsync(server, directory, "one more.txt", 30_000));
    }

    [Fact]
    public async Task A_full_project_and_a_full_disk_make_no_index()
    {
        await using var full = await StartAsync(new CrowdLimits { ProjectBytes = 100_000 });
        await using var low = await StartAsync(new CrowdLimits { FreeDiskBytes = long.MaxValue });
        foreach (var server in (TestServer[])[full, low])
        {
            var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
            using var refused = await server.Http.PostAsJsonAsync(
                "/api/v1/indexes", new { source_directory_id = directory }, Cancellation);
            Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.DataFolder, "indexes")));
        }
    }

    [Fact]
    public async Task A_file_for_which_a_sync_has_no_room_fails_alone_and_is_tried_again()
    {
        await using var server = await StartAsync(new CrowdLimits { ProjectBytes = 2_000_000 });
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
        var large = await server.UploadAsync(
            directory, "large.txt", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"word{i} "))));
        await server.UploadAsync(directory, "small.txt", "The quay is made of granite."u8.ToArray());
        var index = (await server.PostAsync("/api/v1/indexes", new { source_directory_id = directory })).Text("id");
        var files = (await server.UntilSyncedAsync(index)).GetProperty("metadata").GetProperty("files");
        Assert.Equal((1, 1), (files.GetProperty("ready").GetInt32(), files.GetProperty("failed").GetInt32()));
        var failure = (await server.GetAsync($"/api/v1/indexes/{index}")).GetProperty("metadata").GetProperty("failures")[0];
        Assert.Equal(large.Text("id"), failure.Text("file_id"));
        Assert.Contains("LECTERN_MAX_PROJECT_BYTES", failure.Text("reason"), StringComparison.Ordinal);
        var found = await server.PostAsync("/api/v1/retrieval/retrieve", new { index_id = index, query = "quay" });
        Assert.Single(found.GetProperty("results").EnumerateArray());
        var storage = (await server.GetAsync("/api/v1/usage")).GetProperty("storage");
        Assert.True(storage.GetProperty("index_bytes").GetInt64() > 0);

        // As if a crash had come before it was noted.
        await server.Services.GetRequiredService<SqliteDatabase>().Writer.WriteAsync(
            connection => connection.Execute("UPDATE indexes SET contents_bytes = 0"), Cancellation);
        Assert.True(await CountedAgainAsync(server) > storage.GetProperty("file_bytes").GetInt64());
    }

    [Fact]
    public async Task Below_the_disks_floor_an_upload_is_507_and_a_sync_says_why()
    {
        await using var server = await StartAsync(new CrowdLimits { FreeDiskBytes = long.MaxValue });
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
        using var response = await server.Http.PostAsync(
            $"/api/v1/beta/directories/{directory}/files/upload", Form("a.txt", 10), Cancellation);
        Assert.Equal(HttpStatusCode.InsufficientStorage, response.StatusCode);
        Assert.Contains(
            "LECTERN_MIN_FREE_BYTES", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(server.DataFolder, "blobs"), "*", SearchOption.AllDirectories));
        Assert.Equal("degraded: disk", await server.HealthAsync());
        var settings = await server.GetAsync("/api/v1/settings");
        Assert.Equal("degraded", settings.Text("health"));
        var problems = settings.GetProperty("problems").EnumerateArray();
        Assert.Contains(problems, p => p.GetString()!.Contains("LECTERN_MIN_FREE_BYTES", StringComparison.Ordinal));
    }

    private static Task<TestServer> StartAsync(CrowdLimits limits) =>
        TestServer.StartAsync(change: o => o with { Limits = limits });

    private static async Task RefusedAsync(TestServer server, string directory, int bytes)
    {
        using var response = await server.Http.PostAsync(
            $"/api/v1/beta/directories/{directory}/files/upload", Form("more.txt", bytes), Cancellation);
        Assert.Equal(HttpStatusCode.InsufficientStorage, response.StatusCode);
        Assert.Contains(
            "LECTERN_MAX_PROJECT_BYTES", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> UploadAsync(TestServer server, string directory, string name, int bytes)
    {
        using var response = await server.Http.PostAsync(
            $"/api/v1/beta/directories/{directory}/files/upload", Form(name, bytes), Cancellation);
        return response.StatusCode;
    }

    private static MultipartFormDataContent Form(string name, int bytes) =>
        new() { { new ByteArrayContent(new byte[bytes]), "upload_file", name } };

    private static async Task<(long Used, long Limit)> UsedAsync(TestServer server)
    {
        var storage = (await server.GetAsync("/api/v1/usage")).GetProperty("storage");
        return (storage.GetProperty("used_bytes").GetInt64(), storage.GetProperty("limit_bytes").GetInt64());
    }

    private static async Task<long> CountedAgainAsync(TestServer server)
    {
        var use = server.Services.GetRequiredService<IStorageUse>();
        await use.RecountAsync(Cancellation);
        return use.Of((await server.GetAsync("/api/v1/projects"))[0].Text("id")).Total;
    }
}
