using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Lectern.Tests.Fakes;
using Microsoft.Data.Sqlite;

namespace Lectern.Tests.Processes;

/// <summary>The real program killed in the middle of restores, at any point of them.</summary>
public sealed class RestoreKillTests : IDisposable
{
    private const int Kills = 8;
    private readonly string data = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Whenever_the_server_is_killed_an_index_is_one_generation_or_the_other_and_then_what_was_asked_for()
    {
        var random = new Random(16);
        string index;
        long[] numbers = new long[2];
        await using (var first = await StartAsync())
        {
            index = await first.IndexOneFileAsync();
            var directory = (await IndexAsync(first, index)).Text("source_directory_id");
            numbers[0] = await LiveAsync(first, index);
            for (var i = 0; i < 40; i++)
                await UploadAsync(first, directory, $"{i}.txt", $"The harbour {i} is deep.");
            (await first.Http.PostAsync($"/api/v1/indexes/{index}/sync", null, Cancellation)).Dispose();
            await UntilReadyAsync(first, index);
            numbers[1] = await LiveAsync(first, index);
        }

        var (restored, between) = (0, 0);
        for (var round = 0; round < Kills; round++)
        {
            var wanted = numbers[round % 2];
            await using (var server = await StartAsync())
            {
                await UntilReadyAsync(server, index);
                using (var asked = await server.Http.PostAsync(
                    $"/api/v1/indexes/{index}/generations/{wanted}/restore", null, Cancellation))
                    asked.EnsureSuccessStatusCode();
                await Task.Delay(random.Next(0, 60), Cancellation);
                await server.KillAsync();
            }

            var live = await ReadAsync<long?>(index, "SELECT restored FROM generations WHERE replaced_at IS NULL");
            restored += live == wanted ? 1 : 0;
            Assert.Contains(await ReadAsync<long>(index, "SELECT count(*) FROM files"), (long[])[1, 41]);
            await using var again = await StartAsync();
            between += (await IndexAsync(again, index)).GetProperty("metadata").Text("status") == "syncing" ? 1 : 0;
            await UntilReadyAsync(again, index);
            Assert.Equal(wanted == numbers[0] ? 1 : 41, await ReadAsync<long>(index, "SELECT count(*) FROM files"));
            Assert.Equal(wanted, await ReadAsync<long?>(index, "SELECT restored FROM generations WHERE replaced_at IS NULL"));
            Assert.DoesNotContain("lacks the contents", again.Errors, StringComparison.Ordinal);
            Assert.Equal(wanted == numbers[1], await FindsAsync(again, index, "harbour"));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Kills} kills: {restored} after the swap, {between} before the end was noted");
    }

    private async Task<ServerProcess> StartAsync() =>
        await ServerProcess.Start(data, ("LECTERN_EMBEDDINGS", "none")).ReadyAsync();

    private async Task<T?> ReadAsync<T>(string index, string sql)
    {
        var path = Path.Combine(data, "indexes", index + ".db");
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    private static async Task<long> LiveAsync(ServerProcess server, string index) =>
        (await server.Http.GetFromJsonAsync<JsonElement>($"/api/v1/indexes/{index}/generations", Cancellation))
            .GetProperty("items")[0].GetProperty("number").GetInt64();

    private static async Task UntilReadyAsync(ServerProcess server, string index)
    {
        JsonElement metadata;
        while ((metadata = (await IndexAsync(server, index)).GetProperty("metadata")).Text("status") == "syncing")
            await Task.Delay(10, Cancellation);
        Assert.Equal("ready", metadata.Text("status"));
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
