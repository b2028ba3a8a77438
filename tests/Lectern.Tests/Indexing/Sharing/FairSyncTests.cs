using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite.Library;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Indexing.Sharing;

/// <summary>
/// One line is searchable while another project has the server work for minutes. What is asserted is the order, not the clock:
/// the other's sync still runs when the line is found.
/// </summary>
public sealed class FairSyncTests : IAsyncLifetime
{
    private TestServer server = null!;
    private HttpClient other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        other = await OtherProject.JoinAsync(server);
    }

    public async ValueTask DisposeAsync()
    {
        other.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task One_line_is_found_while_another_project_has_three_files_of_thousands_of_pages_without_text()
    {
        Assert.SkipUnless(Ocr.IsAvailable && ExternalTools.PdfToPpm is not null, "needs tesseract and pdftoppm");
        var pdf = Textless.Pdf(pages: 2_000);
        var indexes = new List<string>();
        for (var i = 0; i < 3; i++)
            indexes.Add(await OtherIndexAsync(($"{i}.pdf", pdf)));
        await UntilProgressAsync(indexes[0]);
        await OneLineIsFoundAsync();
        foreach (var index in indexes)
            Assert.Equal("syncing", (await OtherStatusAsync(index)).Text("status"));
    }

    [Fact]
    public async Task One_line_is_found_while_another_project_has_small_files_that_are_slow()
    {
        Assert.SkipUnless(Ocr.IsAvailable && ExternalTools.PdfToPpm is not null, "needs tesseract and pdftoppm");

        // Each looks like a small file: they fill every place there is, and the line's too.
        var indexes = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            indexes.Add(await OtherIndexAsync(
                ($"{i}.pdf", Textless.Pdf(pages: 300 + i)), ($"{i}.html", Textless.Pdf(pages: 400 + i))));
        }


        await OneLineIsFoundAsync();
        foreach (var index in indexes)
            Assert.Equal("syncing", (await OtherStatusAsync(index)).Text("status"));
    }

    [Fact]
    public async Task One_line_is_found_while_another_project_syncs_thousands_of_files()
    {
        var index = await OtherIndexAsync(
            [.. Enumerable.Range(0, 3_000).Select(i => ($"{i}.txt", Encoding.UTF8.GetBytes($"Line {i} of many.")))]);
        await UntilProgressAsync(index);
        await OneLineIsFoundAsync();
        Assert.Equal("syncing", (await OtherStatusAsync(index)).Text("status"));
    }

    [Fact]
    public async Task Syncs_of_one_project_that_ask_for_the_same_content_do_not_take_it_from_each_other()
    {
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
        for (var i = 0; i < 5; i++)
            await server.UploadAsync(directory, $"{i}.txt", Encoding.UTF8.GetBytes($"The quay {i} is made of granite."));
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            async _ => (await server.PostAsync("/api/v1/indexes", new { source_directory_id = directory })).Text("id")));
        foreach (var id in ids)
        {
            var metadata = (await server.UntilSyncedAsync(id)).GetProperty("metadata");
            Assert.Equal(("ready", 5), (metadata.Text("status"), metadata.GetProperty("files").GetProperty("ready").GetInt32()));
        }
    }

    private async Task OneLineIsFoundAsync()
    {
        var index = await server.IndexAsync(("line.txt", "The ferry leaves at nine."u8.ToArray()));
        var found = await server.PostAsync(
            "/api/v1/retrieval/retrieve", new { index_id = index.Text("id"), query = "When does the ferry leave?" });
        Assert.Equal("ready", index.GetProperty("metadata").Text("status"));
        Assert.Single(found.GetProperty("results").EnumerateArray());
    }

    private async Task<string> OtherIndexAsync(params (string Name, byte[] Content)[] files)
    {
        var directory = (await OtherPostAsync("/api/v1/beta/directories", new { name = "many" })).Text("id");
        var scope = new Scope(OtherProject.Id, "", "other");
        var blobs = server.Services.GetRequiredService<IBlobs>();
        var changes = server.Services.GetRequiredService<SqliteDirectoryFileChanges>();
        await Parallel.ForEachAsync(files, Cancellation, async (file, cancelled) =>
        {
            using var staged = await blobs.StageAsync(new MemoryStream(file.Content), long.MaxValue, cancelled);
            await changes.PutAsync(
                scope, directory, new NewDirectoryFile(staged.Keep(), file.Name, file.Name, file.Name, null, "{}"), cancelled);
        });
        return (await OtherPostAsync("/api/v1/indexes", new { source_directory_id = directory })).Text("id");
    }

    private async Task UntilProgressAsync(string index)
    {
        while (!(await OtherStatusAsync(index)).TryGetProperty("progress", out _))
            await Task.Delay(20, Cancellation);
    }

    private async Task<JsonElement> OtherStatusAsync(string index) =>
        (await other.GetFromJsonAsync<JsonElement>($"/api/v1/indexes/{index}", Cancellation)).GetProperty("metadata");

    private async Task<JsonElement> OtherPostAsync(string path, object body)
    {
        using var response = await other.PostAsJsonAsync(path, body, Cancellation);
        return await TestServer.JsonOf(response);
    }
}
