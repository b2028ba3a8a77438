using System.Text.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Chat;

/// <summary>Between a change of a directory and the sync that takes it in, answers say that the index is behind.</summary>
public sealed class IndexBehindTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_that_wait_are_counted_until_the_sync_has_taken_them_in()
    {
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(
            ("selm.md", "The mole of Selm is 90 metres long."u8.ToArray()),
            ("tarn.md", "The mole of Tarn is 40 metres long."u8.ToArray()));
        var (id, directory) = (index.Text("id"), index.Text("source_directory_id"));
        Assert.Equal((0, false), await AskAsync(server, id));

        var added = await server.UploadAsync(directory, "new.md", "The mole of Orm is 70 metres long."u8.ToArray());
        Assert.Equal((1, true), await AskAsync(server, id));
        await server.UploadAsync(directory, "passing.md", "The mole of Vig is 20 metres long."u8.ToArray());
        await DeleteAsync(server, directory, "passing.md", "tarn.md");

        // What came and went again waits for nothing.
        Assert.Equal((2, true), await AskAsync(server, id));
        await server.PostAsync($"/api/v1/indexes/{id}/sync", null);
        await server.UntilSyncedAsync(id);
        Assert.Equal((0, false), await AskAsync(server, id));
        Assert.NotNull(added.Text("id"));
    }

    [Fact]
    public async Task An_index_whose_only_file_is_gone_from_the_directory_finds_nothing_and_does_not_fail()
    {
        TestSearch.NeedLocalModel();
        await using var server = await TestServer.StartAsync(change: o => o with { Embeddings = "local" });
        var index = await server.IndexAsync(("selm.md", "The mole of Selm is 90 metres long."u8.ToArray()));
        await DeleteAsync(server, index.Text("source_directory_id"), "selm.md");
        var frames = await server.AskAsync(await server.SessionAsync(index.Text("id")), "How long is the mole of Selm?");
        Assert.StartsWith(
            "This was not found", frames.Last(f => f.Type == "text").Json.Text("content"), StringComparison.Ordinal);
        Assert.False(frames[^1].Json.GetProperty("is_error").GetBoolean());
    }

    private static async Task DeleteAsync(TestServer server, string directory, params string[] names)
    {
        var files = await server.GetAsync($"/api/v1/beta/directories/{directory}/files");
        foreach (var name in names)
        {
            var file = files.GetProperty("items").EnumerateArray().Single(f => f.Text("display_name") == name).Text("id");
            using var deleted = await server.Http.DeleteAsync($"/api/v1/beta/directories/{directory}/files/{file}", Cancellation);
        }
    }

    private static async Task<(int Waiting, bool IsSaid)> AskAsync(TestServer server, string index)
    {
        var frames = await server.AskAsync(await server.SessionAsync(index), "How long is the mole of Selm?");
        var behind = frames[^1].Json.GetProperty("indexes_behind").EnumerateArray().ToList();
        Assert.All(behind, b => Assert.Equal(index, b.Text("index_id")));
        var text = frames.Last(f => f.Type == "text").Json;
        Assert.Empty(text.GetProperty("unproved").EnumerateArray());
        return (
            behind.Sum(b => b.GetProperty("files_waiting").GetInt32()),
            text.Text("content").Contains("The index is behind", StringComparison.Ordinal));
    }
}
