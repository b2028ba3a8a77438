using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Processes;

/// <summary>A sync whose server is killed.</summary>
public sealed class SyncProcessTests : IDisposable
{
    private const int Files = 12;
    private readonly string data = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Parsed => Path.Combine(data, "parsed");

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_sync_goes_on_after_a_crash_without_reading_finished_files_again()
    {
        // Long enough to be killed in: each file takes the parser a while.
        var rows = string.Join("", Enumerable.Range(0, 20_000).Select(i => $"<p>row {i}</p>"));
        string index;
        await using (var first = await StartAsync())
        {
            var directory = await PostAsync(first, "/api/v1/beta/directories", new { name = "docs" });
            for (var i = 0; i < Files; i++)
                await UploadAsync(first, directory.Text("id"), $"{i:00}.html", $"<h1>File {i}</h1>{rows}");
            index = (await PostAsync(first, "/api/v1/indexes", new { source_directory_id = directory.Text("id") })).Text("id");
            while (Finished().Length < 2)
                await Task.Delay(5, Cancellation);
            var progress = (await IndexAsync(first, index)).GetProperty("progress");
            Assert.Equal(Files, progress.GetProperty("files_total").GetInt32());
            Assert.Equal("parsing", progress.Text("stage"));
            await first.KillAsync();
        }

        // What was finished is marked: if the file were read again, the mark would be gone.
        var finished = Finished();
        Assert.InRange(finished.Length, 2, Files - 1);
        foreach (var path in finished)
            Mark(path);

        await using var second = await StartAsync();
        JsonElement metadata;
        while ((metadata = await IndexAsync(second, index)).Text("status") == "syncing")
            await Task.Delay(20, Cancellation);
        Assert.Equal("ready", metadata.Text("status"));
        Assert.Equal(Files, metadata.GetProperty("files").GetProperty("ready").GetInt32());
        var marked = 0;
        var listed = await second.Http.GetFromJsonAsync<JsonElement>($"/api/v1/indexes/{index}/files", Cancellation);
        foreach (var file in listed.GetProperty("items").EnumerateArray())
        {
            var read = await PostAsync(
                second, "/api/v1/retrieval/files/read",
                new { index_id = index, file_id = file.Text("file_id"), max_length = 10 });
            marked += read.Text("content").StartsWith("MARK", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.Equal(finished.Length, marked);
        Assert.Empty(Finished());
    }

    [Fact]
    public async Task What_a_killed_server_was_working_on_is_gone_after_the_next_start()
    {
        var temporary = Path.Combine(data, "tmp");
        string[] left;
        await using (var first = await StartAsync())
        {
            var directory = await PostAsync(first, "/api/v1/beta/directories", new { name = "docs" });
            var text = string.Concat(Enumerable.Repeat("<p>The quay is made of granite.</p>", 200_000));
            await UploadAsync(first, directory.Text("id"), "long.html", text);
            var made = await PostAsync(first, "/api/v1/indexes", new { source_directory_id = directory.Text("id") });
            while ((left = Directory.GetDirectories(temporary, "work-*")).Length == 0)
                await Task.Delay(5, Cancellation);
            Assert.Equal("syncing", (await IndexAsync(first, made.Text("id"))).Text("status"));
            await first.KillAsync();
        }

        // As LibreOffice leaves it, and as one who wants it to stay does.
        var folder = Assert.Single(left);
        await File.WriteAllTextAsync(Path.Combine(folder, "page.odt"), "a document", Cancellation);
        var shut = Directory.CreateDirectory(Path.Combine(folder, "profile", "shut"));
        await File.WriteAllTextAsync(Path.Combine(shut.FullName, "page.pdf"), "a document", Cancellation);
        if (!OperatingSystem.IsWindows())
            shut.UnixFileMode = UnixFileMode.None;

        await using var second = await StartAsync();
        Assert.False(Directory.Exists(folder));
        Assert.Empty(Directory.EnumerateFiles(temporary, "page.*", SearchOption.AllDirectories));
    }

    private string[] Finished() => Directory.Exists(Parsed) ? Directory.GetFiles(Parsed, "*.json") : [];

    private static void Mark(string path)
    {
        var parsed = JsonNode.Parse(File.ReadAllText(path))!;
        parsed["Text"] = "MARK" + parsed["Text"]!.GetValue<string>()[4..];
        File.WriteAllText(path, parsed.ToJsonString());
    }

    private async Task<ServerProcess> StartAsync() =>
        await ServerProcess.Start(data, ("LECTERN_EMBEDDINGS", "none")).ReadyAsync();

    private static async Task<JsonElement> IndexAsync(ServerProcess server, string index) =>
        (await server.Http.GetFromJsonAsync<JsonElement>($"/api/v1/indexes/{index}", Cancellation)).GetProperty("metadata");

    private static async Task<JsonElement> PostAsync(ServerProcess server, string path, object body)
    {
        using var response = await server.Http.PostAsJsonAsync(path, body, Cancellation);
        return await TestServer.JsonOf(response);
    }

    private static async Task UploadAsync(ServerProcess server, string directory, string name, string content)
    {
        using var form = new MultipartFormDataContent { { new StringContent(content), "upload_file", name } };
        using var response = await server.Http.PostAsync(
            $"/api/v1/beta/directories/{directory}/files/upload", form, Cancellation);
        response.EnsureSuccessStatusCode();
    }
}
