using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Retrieval;

/// <summary>A file that its directory no longer has is found nowhere, though its index has not been synced yet.</summary>
public sealed class DeletedFileTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_file_is_gone_from_every_way_to_find_it_at_once()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(
            ("marta.md", "The mole of Selm was built by Marta Orsina."u8.ToArray()),
            ("ione.md", "The mole of Tarn was built by Ione Quist."u8.ToArray()));
        var id = index.Text("id");
        var files = await FindAsync(server, id);
        var marta = files.Single(f => f.Name == "marta.md").Id;
        Assert.Contains(await RetrieveAsync(server, id, 5), t => t.Contains("Selm", StringComparison.Ordinal));

        using var deleted = await server.Http.DeleteAsync(
            $"/api/v1/beta/directories/{index.Text("source_directory_id")}/files/{marta}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);

        Assert.Equal(["ione.md"], (await FindAsync(server, id)).Select(f => f.Name));
        var one = Assert.Single(await RetrieveAsync(server, id, 1));
        Assert.Contains("Tarn", one, StringComparison.Ordinal);
        foreach (var (way, body) in new (string, object)[]
        {
            ("read", new { index_id = id, file_id = marta }),
            ("grep", new { index_id = id, file_id = marta, pattern = "mole" }),
        })
        {
            using var gone = await server.Http.PostAsJsonAsync($"/api/v1/retrieval/files/{way}", body, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        }

        using var text = await server.Http.GetAsync($"/api/v1/beta/attachments/text.html?source_id={marta}", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, text.StatusCode);
        var frames = await server.AskAsync(await server.SessionAsync(id), "Who built the mole of Selm?");
        Assert.DoesNotContain("Marta", frames.Last(f => f.Type == "text").Json.Text("content"), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<(string Id, string Name)>> FindAsync(TestServer server, string index)
    {
        using var response = await server.Http.PostAsJsonAsync(
            "/api/v1/retrieval/files/find", new { index_id = index }, Cancellation);
        var found = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return [.. found.GetProperty("items").EnumerateArray().Select(f => (f.Text("file_id"), f.Text("file_name")))];
    }

    private static async Task<IReadOnlyList<string>> RetrieveAsync(TestServer server, string index, int count)
    {
        using var response = await server.Http.PostAsJsonAsync(
            "/api/v1/retrieval/retrieve", new { index_id = index, query = "Who built the mole?", top_k = count }, Cancellation);
        var found = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return [.. found.GetProperty("results").EnumerateArray().Select(r => r.Text("content"))];
    }
}
