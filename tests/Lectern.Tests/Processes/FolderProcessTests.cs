using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Processes;

/// <summary>What was in a folder, or became of its index, that used to end the server or to hold up its end.</summary>
public sealed class FolderProcessTests : IDisposable
{
    private readonly string data = TestServer.NewFolder();
    private readonly string documents = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Directory.Delete(data, recursive: true);
        Directory.Delete(documents, recursive: true);
    }

    [Fact]
    public async Task Deleting_the_folders_index_and_directory_ends_the_following_and_not_the_server()
    {
        File.WriteAllText(Path.Combine(documents, "harbour.md"), "# Harbour master\n\nThe quay is made of granite from Idd.\n");
        await using (var server = await StartAsync())
        {
            await server.UntilAsync("follows the folder");
            var folder = await FolderAsync(server);
            await DeleteAsync(server, $"/api/v1/indexes/{folder.Text("index_id")}");
            await DeleteAsync(server, $"/api/v1/beta/directories/{folder.Text("directory_id")}");
            File.WriteAllText(Path.Combine(documents, "new.md"), "Something to look at.");
            for (var i = 0; (await FolderAsync(server)).Text("state") != "stopped"; i++)
            {
                Assert.True(i < 300, (await FolderAsync(server)).GetRawText());
                await Task.Delay(100, Cancellation);
            }

            Assert.Equal("degraded: followed folder", await server.Http.GetStringAsync("/health/ready", Cancellation));
            Assert.Contains("was deleted, so it is no longer followed", server.Errors, StringComparison.Ordinal);
            server.Terminate();
            Assert.Equal(0, await server.ExitAsync());
        }

        await using var again = await StartAsync();
        await again.UntilAsync("follows the folder");
        Assert.Equal("ready", await again.Http.GetStringAsync("/health/ready", Cancellation));
    }

    [Theory]
    [InlineData("""{"folder":1}""")]
    [InlineData("""{"folder":["x"]}""")]
    [InlineData("""{"folder":"FOLDER"}""")]
    public async Task A_directory_that_looks_like_the_mirrors_changes_no_start(string metadata)
    {
        File.WriteAllText(Path.Combine(documents, "a.md"), "The ferry leaves at seven in the morning.");
        await using (var server = await ServerProcess.Start(data).ReadyAsync())
        {
            using var made = await server.Http.PostAsJsonAsync(
                "/api/v1/beta/directories",
                new
                {
                    name = Path.GetFileName(documents),
                    system_metadata = JsonSerializer.Deserialize<JsonElement>(
                        metadata.Replace("FOLDER", documents, StringComparison.Ordinal)),
                },
                Cancellation);
            made.EnsureSuccessStatusCode();
        }

        await using var again = await StartAsync();
        await again.UntilAsync("follows the folder");
        var directories = await again.Http.GetFromJsonAsync<JsonElement>("/api/v1/beta/directories", Cancellation);
        Assert.Equal(2, directories.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Pipes_and_links_in_the_folder_hold_up_neither_the_loading_nor_the_end()
    {
        var secret = Path.Combine(data, "..", Path.GetFileName(data) + ".secret.md");
        File.WriteAllText(secret, "The password is swordfish, and nobody may read it.");
        File.WriteAllText(Path.Combine(documents, "b.md"), "The ferry leaves at seven in the morning.");
        Posix.MakePipe(Path.Combine(documents, "a.md"));
        File.CreateSymbolicLink(Path.Combine(documents, "c.md"), secret);
        Directory.CreateSymbolicLink(Path.Combine(documents, "d"), ".");
        File.CreateSymbolicLink(Path.Combine(documents, "e.md"), "e.md");
        await using var server = await StartAsync();
        await server.UntilAsync("1 files read, 0 not");
        await server.UntilAsync("follows the folder");
        Assert.Contains("a.md is left out of the followed folder: it is a pipe", server.Errors, StringComparison.Ordinal);
        foreach (var name in (string[])["c.md", "d", "e.md"])
            Assert.Contains($"{name} is left out", server.Errors, StringComparison.Ordinal);
        server.Terminate();
        Assert.Equal(0, await server.ExitAsync());
        File.Delete(secret);
    }

    private static Task<JsonElement> FolderAsync(ServerProcess server) =>
        server.Http.GetFromJsonAsync<JsonElement>("/api/v1/folder", Cancellation);

    private static async Task DeleteAsync(ServerProcess server, string path)
    {
        using var deleted = await server.Http.DeleteAsync(path, Cancellation);
        deleted.EnsureSuccessStatusCode();
    }

    private async Task<ServerProcess> StartAsync() =>
        await ServerProcess.Start(data, ("LECTERN_FOLDER", documents), ("LECTERN_EMBEDDINGS", "none")).ReadyAsync();
}
