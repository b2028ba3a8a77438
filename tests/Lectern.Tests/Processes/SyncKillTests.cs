using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Lectern.Tests.Fakes;
using Microsoft.Data.Sqlite;

namespace Lectern.Tests.Processes;

/// <summary>The real program killed in the middle of syncs, at any point of them.</summary>
public sealed class SyncKillTests : IDisposable
{
    private const int Kills = 6;
    private readonly string data = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Whenever_the_server_is_killed_an_index_that_says_that_it_is_ready_finds_what_it_should()
    {
        // Each round adds a file and kills the server some time into the sync, often about the swap and the note of it.
        var random = new Random(14);
        string index, directory;
        await using (var first = await StartAsync())
        {
            index = await first.IndexOneFileAsync();
            directory = (await IndexAsync(first, index)).Text("source_directory_id");
        }

        var reread = 0;
        for (var round = 1; round <= Kills; round++)
        {
            await using (var server = await StartAsync())
            {
                reread += (await UntilReadyAsync(server, index)).GetProperty("files").GetProperty("ready").GetInt32();
                await UploadAsync(server, directory, $"{round}.txt", $"The word of round {round} is w{round}x.");
                using var sync = await server.Http.PostAsync($"/api/v1/indexes/{index}/sync", null, Cancellation);
                await Task.Delay(random.Next(0, 60), Cancellation);
                await server.KillAsync();
            }

            await using var again = await StartAsync();
            var seen = (await IndexAsync(again, index)).GetProperty("metadata");
            Assert.Contains(seen.Text("status"), (string[])["ready", "syncing"]);
            await UntilReadyAsync(again, index);
            Assert.True(await FindsAsync(again, index, $"w{round}x"), $"round {round}: w{round}x");
            Assert.True(await FindsAsync(again, index, "granite"), $"round {round}: granite");
            Assert.DoesNotContain("lacks the contents", again.Errors, StringComparison.Ordinal);
        }

        // Round by round one file more.
        Assert.Equal(Enumerable.Range(1, Kills).Sum(), reread);
    }

    [Fact]
    public async Task A_sync_in_which_the_server_is_killed_three_times_has_failed_then_and_is_tried_again_when_asked_for()
    {
        var rows = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"<p>row {i}</p>"));
        string index;
        await using (var server = await StartAsync())
        {
            index = await server.IndexOneFileAsync();
            var directory = (await IndexAsync(server, index)).Text("source_directory_id");
            for (var i = 0; i < 8; i++)
                await UploadAsync(server, directory, $"{i}.html", $"<h1>File {i}</h1>{rows}");
            using var sync = await server.Http.PostAsync($"/api/v1/indexes/{index}/sync", null, Cancellation);
            await UntilTriedAsync(attempt: 1);
            await server.KillAsync();
        }

        for (var i = 2; i <= 3; i++)
        {
            await using var server = await StartAsync();
            await UntilTriedAsync(attempt: i);
            await server.KillAsync();

            // It gets no further than the time before, as with a file that ends the server.
            foreach (var file in Directory.GetFiles(Path.Combine(data, "parsed")))
                File.Delete(file);
        }

        await using var last = await StartAsync();
        JsonElement metadata;
        while ((metadata = (await IndexAsync(last, index)).GetProperty("metadata")).Text("status") == "syncing")
            await Task.Delay(20, Cancellation);
        Assert.Equal("failed", metadata.Text("status"));
        Assert.Contains("ended in the middle of it 3 times", metadata.Text("error"), StringComparison.Ordinal);
        using (var again = await last.Http.PostAsync($"/api/v1/indexes/{index}/sync", null, Cancellation))
            again.EnsureSuccessStatusCode();
        Assert.Equal(9, (await UntilReadyAsync(last, index)).GetProperty("files").GetProperty("ready").GetInt32());
    }

    private async Task<ServerProcess> StartAsync() =>
        await ServerProcess.Start(data, ("LECTERN_EMBEDDINGS", "none")).ReadyAsync();

    /// <summary>Until the sync of this start is under way.</summary>
    private async Task UntilTriedAsync(int attempt)
    {
        var path = Path.Combine(data, "lectern.db");
        await using var database = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        while (await database.ExecuteScalarAsync<long?>("SELECT attempts FROM sync_jobs WHERE owner_id IS NOT NULL") != attempt)
            await Task.Delay(5, Cancellation);
    }

    private static async Task<JsonElement> UntilReadyAsync(ServerProcess server, string index)
    {
        JsonElement metadata;
        while ((metadata = (await IndexAsync(server, index)).GetProperty("metadata")).Text("status") == "syncing")
            await Task.Delay(10, Cancellation);
        Assert.Equal("ready", metadata.Text("status"));
        return metadata;
    }

    private static async Task<JsonElement> IndexAsync(ServerProcess server, string index) =>
        await server.Http.GetFromJsonAsync<JsonElement>($"/api/v1/indexes/{index}", Cancellation);

    private static async Task<bool> FindsAsync(ServerProcess server, string index, string query)
    {
        using var response = await server.Http.PostAsJsonAsync(
            "/api/v1/retrieval/retrieve", new { index_id = index, query }, Cancellation);
        return (await TestServer.JsonOf(response)).GetProperty("results").EnumerateArray().Any();
    }

    private static async Task UploadAsync(ServerProcess server, string directory, string name, string content)
    {
        using var form = new MultipartFormDataContent { { new StringContent(content), "upload_file", name } };
        using var response = await server.Http.PostAsync(
            $"/api/v1/beta/directories/{directory}/files/upload", form, Cancellation);
        response.EnsureSuccessStatusCode();
    }
}
