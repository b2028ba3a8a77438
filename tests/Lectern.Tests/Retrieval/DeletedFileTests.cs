using System.Net;
using System.Net.Http.Json;
using System.Text;
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

        await DeleteAsync(server, index, "marta.md");
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

    [Fact]
    public async Task A_deleted_file_takes_no_place_of_others_however_much_of_it_matches()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(
            ("moles.md", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 300).Select(
                i => $"# Mole {i}\n\nWho built the mole? The mole number {i} was built by builder {i * 7}.\n\n")))),
            ("tarn.md", "Beside much else that has nothing to do with it, Ione Quist built the long mole of Tarn."u8.ToArray()),
            ("orle.md", "In a year of storms and of little bread the town of Orle had a mole, nobody knows whose."u8.ToArray()));
        await DeleteAsync(server, index, "moles.md");
        Assert.Equal(2, (await RetrieveAsync(server, index.Text("id"), 2)).Count);
    }

    [Fact]
    public async Task A_deleted_twin_does_not_hide_the_file_that_says_the_same()
    {
        await using var server = await TestServer.StartAsync();
        const string text = "The mole of Selm was built by Marta Orsina.";
        var index = await server.IndexAsync(
            ("first.md", Encoding.UTF8.GetBytes(text)), ("second.md", Encoding.UTF8.GetBytes(text)));
        var id = index.Text("id");
        await DeleteAsync(server, index, "first.md");
        Assert.Equal([text], await RetrieveAsync(server, id, 5));
        await DeleteAsync(server, index, "second.md");
        Assert.Empty(await RetrieveAsync(server, id, 5));
    }

    [Fact]
    public async Task A_file_that_was_moved_away_is_gone_and_found_again_when_it_comes_back()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(("selm.md", "The mole of Selm was built by Marta Orsina."u8.ToArray()));
        var id = index.Text("id");
        var file = (await FindAsync(server, id)).Single().Id;
        var home = index.Text("source_directory_id");
        var away = (await server.PostAsync("/api/v1/beta/directories", new { name = "away" })).Text("id");
        Assert.Single(await RetrieveAsync(server, id, 5));
        await MoveAsync(server, file, home, away);
        Assert.Empty(await RetrieveAsync(server, id, 5));
        await MoveAsync(server, file, away, home);
        Assert.Single(await RetrieveAsync(server, id, 5));
    }

    private static async Task MoveAsync(TestServer server, string file, string from, string to)
    {
        using var moved = await server.Http.PatchAsJsonAsync(
            $"/api/v1/beta/directories/{from}/files/{file}", new { target_directory_id = to }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
    }

    private static async Task DeleteAsync(TestServer server, JsonElement index, string name)
    {
        var file = (await FindAsync(server, index.Text("id"))).Single(f => f.Name == name).Id;
        using var deleted = await server.Http.DeleteAsync(
            $"/api/v1/beta/directories/{index.Text("source_directory_id")}/files/{file}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
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
