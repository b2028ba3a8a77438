using System.Net;
using System.Text;
using Lectern.Server.Platform.Background;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Folder;

/// <summary>A folder that is followed, while others use the API on what became of it.</summary>
public sealed class FolderHttpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_somebody_adds_through_the_api_stays_and_what_they_put_in_a_files_place_is_theirs()
    {
        await using var folder = await FollowedFolder.StartAsync("a.md", "b.md");
        var directory = (await folder.StateAsync()).Text("directory_id");
        await folder.Server.UploadAsync(directory, "added.md", "Added by hand, about the harbour."u8.ToArray());
        var mine = await folder.Server.UploadAsync(directory, "a.md", "Replaced by hand."u8.ToArray());
        folder.Write("c.md");
        await folder.UntilAsync("a.md", "added.md", "b.md", "c.md");
        folder.Write("a.md", "The folder's own, changed since.");
        await folder.LooksAsync(3);
        await folder.UntilAsync("a.md", "added.md", "b.md", "c.md");
        Assert.Equal("Replaced by hand.", await TextAsync(folder, mine.Text("id")));
        var left = (await folder.StateAsync()).GetProperty("left_out");
        Assert.Equal("a.md", left[0].Text("name"));
        Assert.Equal("a file that was added through the API has its name", left[0].Text("reason"));

        // Once it is gone the folder's own is there again.
        await DeleteAsync(folder, $"/api/v1/beta/directories/{directory}/files/{mine.Text("id")}");
        await folder.LooksAsync(1);
        var ids = await folder.IdsAsync();
        Assert.NotEqual(mine.Text("id"), ids["a.md"]);
        Assert.Empty((await folder.StateAsync()).GetProperty("left_out").EnumerateArray());
    }

    [Fact]
    public async Task A_renamed_file_keeps_its_id_by_its_inode_or_its_content_and_so_does_a_changed_one()
    {
        await using var folder = await FollowedFolder.StartAsync("a.md", "b.md", "old/c.md");
        var before = await folder.IdsAsync();
        Directory.Move(folder.At("old"), folder.At("new"));
        File.Copy(folder.At("b.md"), folder.At("copied.md"));
        File.Delete(folder.At("b.md"));
        File.SetLastWriteTimeUtc(folder.At("copied.md"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        folder.Write("a.md", "Changed.");
        await folder.UntilAsync("a.md", "copied.md", "new/c.md");
        var after = await folder.IdsAsync();
        Assert.Equal(
            [before["a.md"], before["b.md"], before["old/c.md"]], [after["a.md"], after["copied.md"], after["new/c.md"]]);
    }

    [Fact]
    public async Task A_folder_that_is_emptied_at_once_keeps_its_index_until_somebody_says_that_the_files_are_gone()
    {
        string[] names = [.. Enumerable.Range(1, 12).Select(i => $"{i:00}.md")];
        await using var folder = await FollowedFolder.StartAsync(names);
        var away = TestServer.NewFolder();
        foreach (var name in names)
            File.Move(folder.At(name), Path.Combine(away, name));
        await folder.UntilAsync(s => s.Text("state") == "waiting" && s.GetProperty("missing_total").GetInt32() == 12);
        await folder.LooksAsync(2);
        await folder.UntilAsync(names);
        Assert.Equal("degraded: followed folder", await folder.Server.HealthAsync());
        var problem = (await folder.Server.GetAsync("/api/v1/settings")).GetProperty("problems")[0].GetString();
        Assert.StartsWith(
            $"12 files of the followed folder {folder.Path} went missing all at once", problem, StringComparison.Ordinal);

        // Some come back, and still the others wait, over a restart too.
        foreach (var name in names[..8])
            File.Move(Path.Combine(away, name), folder.At(name));
        await folder.UntilAsync(s => s.GetProperty("missing_total").GetInt32() == 4);
        await folder.RestartAsync();
        await folder.LooksAsync(3);
        await folder.UntilAsync(names);
        Assert.Equal(names[8..], (await folder.StateAsync()).GetProperty("missing").EnumerateArray().Select(m => m.GetString()!));

        var word = await folder.Server.PostAsync("/api/v1/folder/removals", null);
        Assert.Equal(4, word.GetProperty("files").GetInt32());
        await folder.UntilAsync(names[..8]);
        Assert.Equal("following", (await folder.StateAsync()).Text("state"));

        // The files are away from the moment they are deleted; that nothing waits is told at the end of that look.
        await Patience.UntilAsync(async () => await folder.Server.HealthAsync() == "ready");
        using var again = await folder.Server.Http.PostAsync("/api/v1/folder/removals", null, Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Directory.Delete(away, recursive: true);
    }

    [Fact]
    public async Task A_folder_that_is_away_is_told_and_its_index_stands()
    {
        await using var folder = await FollowedFolder.StartAsync("a.md", "b.md");
        var away = folder.Path + "-away";
        Directory.Move(folder.Path, away);
        await Patience.UntilAsync(async () => await folder.Server.HealthAsync() == "degraded: folder");
        var problem = (await folder.Server.GetAsync("/api/v1/settings")).GetProperty("problems")[0].GetString();
        Assert.StartsWith(
            $"Following the folder fails: {folder.Path}: No such file or directory.", problem, StringComparison.Ordinal);
        Directory.Move(away, folder.Path);
        await Patience.UntilAsync(async () => await folder.Server.HealthAsync() == "ready");
        await folder.UntilAsync("a.md", "b.md");
    }

    [Theory]
    [InlineData("index")]
    [InlineData("index and directory")]
    public async Task Whoever_deletes_what_a_folder_is_loaded_into_ends_the_following_until_the_next_start(string deleted)
    {
        await using var folder = await FollowedFolder.StartAsync("a.md");
        var state = await folder.StateAsync();
        await DeleteAsync(folder, $"/api/v1/indexes/{state.Text("index_id")}");
        if (deleted == "index and directory")
            await DeleteAsync(folder, $"/api/v1/beta/directories/{state.Text("directory_id")}");
        folder.Write("b.md");
        var stopped = await folder.UntilAsync(s => s.Text("state") == "stopped");
        Assert.EndsWith(
            "so it is no longer followed. A restart loads it anew; without LECTERN_FOLDER it does not.", stopped.Text("reason"),
            StringComparison.Ordinal);
        Assert.Contains(stopped.Text("reason"), folder.Server.Services.GetRequiredService<ServerProblems>().Sentences);
        Assert.Empty((await folder.Server.GetAsync("/api/v1/indexes")).GetProperty("items").EnumerateArray());
        await folder.RestartAsync();
        await folder.UntilAsync("a.md", "b.md");
    }

    [Fact]
    public async Task A_directory_that_a_client_made_to_look_like_the_mirrors_is_somebodys_directory()
    {
        await using var folder = await FollowedFolder.StartAsync("a.md");
        var data = TestServer.NewFolder();
        string forged;
        await using (var before = await TestServer.StartAsync(dataFolder: data))
        {
            var made = await before.PostAsync(
                "/api/v1/beta/directories",
                new
                {
                    name = Path.GetFileName(folder.Path),
                    description = $"Mirrors {folder.Path}",
                    system_metadata = new { folder = folder.Path },
                });
            forged = made.Text("id");
            await before.UploadAsync(forged, "mine.md", "Mine."u8.ToArray());
        }

        await using var server = await TestServer.StartAsync(change: o => o with { Folder = folder.Path }, dataFolder: data);
        var status = server.Services.GetRequiredService<Lectern.Server.Folder.FolderStatus>();
        await Patience.UntilAsync(() => status.Report is not null);
        Assert.NotEqual(forged, status.Report!.DirectoryId);
        var files = (await server.GetAsync($"/api/v1/beta/directories/{forged}/files")).GetProperty("items");
        Assert.Equal(["mine.md"], files.EnumerateArray().Select(f => f.Text("display_name")));
        await server.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Only_an_admin_of_the_folders_project_sees_it_and_says_what_is_gone()
    {
        await using var server = await TestServer.StartAsync();
        using var none = await server.Http.GetAsync("/api/v1/folder", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        await using var folder = await FollowedFolder.StartAsync("a.md");
        var plain = await folder.Server.PostAsync("/api/v1/keys", new { name = "plain", is_admin = false });
        var other = await folder.Server.PostAsync("/api/v1/projects", new { name = "other" });
        var admin = other.GetProperty("admin_key").Text("key");
        foreach (var (key, expected) in new[] { (plain.Text("key"), HttpStatusCode.Forbidden), (admin, HttpStatusCode.NotFound) })
        {
            foreach (var path in (string[])["", "/removals"])
            {
                using var request = new HttpRequestMessage(
                    path.Length == 0 ? HttpMethod.Get : HttpMethod.Post, $"/api/v1/folder{path}");
                request.Headers.Authorization = new("Bearer", key);
                using var response = await folder.Server.Http.SendAsync(request, Cancellation);
                Assert.Equal(expected, response.StatusCode);
            }
        }
    }

    private static async Task DeleteAsync(FollowedFolder folder, string path)
    {
        using var response = await folder.Server.Http.DeleteAsync(path, Cancellation);
        Assert.Equal((HttpStatusCode.NoContent, path), (response.StatusCode, path));
    }

    private static async Task<string> TextAsync(FollowedFolder folder, string file)
    {
        var index = (await folder.StateAsync()).Text("index_id");
        var read = await folder.Server.PostAsync("/api/v1/retrieval/files/read", new { index_id = index, file_id = file });
        return read.Text("content");
    }
}
