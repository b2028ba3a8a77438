using System.Net;
using System.Net.Http.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Platform;

/// <summary>Another project's key knows every id, and gets nothing with them.</summary>
public sealed class TenancyTests
{
    [Fact]
    public async Task Ids_of_another_project_are_not_found()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await TestServer.StartAsync();
        var index = await server.IndexAsync(("a.txt", "The quay is made of granite."u8.ToArray()));
        var id = index.Text("id");
        var directory = index.Text("source_directory_id");
        var file = (await server.GetAsync($"/api/v1/beta/directories/{directory}/files")).GetProperty("items")[0];
        var session = await server.SessionAsync(id);
        var frames = await server.AskAsync(session, "What is the quay made of?");
        Assert.Contains("granite", frames.First(f => f.Type == "text").Data, StringComparison.Ordinal);

        using var stranger = await OtherProject.JoinAsync(server);
        foreach (var path in (string[])[
            $"/api/v1/chat/{session}", $"/api/v1/chat/{session}/summary", $"/api/v1/chat/{session}/messages/stream",
            $"/api/v1/indexes/{id}", $"/api/v1/indexes/{index.Text("export_config_id")}", $"/api/v1/indexes/{id}/files",
            $"/api/v1/indexes/{id}/generations",
            $"/api/v1/beta/directories/{directory}", $"/api/v1/beta/directories/{directory}/files",
            $"/api/v1/beta/directories/{directory}/files/{file.Text("id")}",
            $"/api/v1/beta/files/{file.Text("file_id")}", $"/api/v1/beta/files/{file.Text("file_id")}/content",
            $"/api/v1/beta/attachments?source_id={file.Text("id")}", $"/api/v1/beta/attachments?source_id={file.Text("file_id")}",
            $"/api/v1/beta/attachments/items/page_1.json?source_id={file.Text("id")}"])
        {
            using var response = await stranger.GetAsync(path, cancellation);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        var made = await stranger.PostAsJsonAsync("/api/v1/beta/directories", new { name = "theirs" }, cancellation);
        var theirDirectory = (await made.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(cancellation)).Text("id");
        foreach (var (path, body) in (IEnumerable<(string, object)>)[
            ($"/api/v1/chat/{session}/messages/stream", new { prompt = "x" }),
            ($"/api/v1/chat/{session}/messages/cancel", new { }),
            ($"/api/v1/chat/{session}/title", new { first_message = "x" }),
            ("/api/v1/retrieval/retrieve", new { index_id = id, query = "quay" }),
            ("/api/v1/retrieval/files/find", new { index_id = id }),
            ("/api/v1/retrieval/files/grep", new { index_id = id, file_id = file.Text("id"), pattern = "quay" }),
            ("/api/v1/retrieval/files/read", new { index_id = id, file_id = file.Text("id") }),
            ("/api/v1/indexes", new { source_directory_id = directory }),
            ($"/api/v1/indexes/{id}/sync", new { }),
            ($"/api/v1/indexes/{id}/sync/cancel", new { }),
            ($"/api/v1/indexes/{id}/generations/1/restore", new { }),
            ($"/api/v1/beta/directories/{directory}/files", new { file_id = file.Text("file_id") }),
            ($"/api/v1/beta/directories/{theirDirectory}/files", new { file_id = file.Text("file_id") }),
            ($"/api/v1/beta/directories/{directory}/files/bulk-delete", new { directory_file_ids = (string[])[file.Text("id")] }),
            (
                $"/api/v1/beta/directories/{theirDirectory}/files/bulk-delete",
                new { directory_file_ids = (string[])[file.Text("id")] })])
        {
            using var response = await stranger.PostAsJsonAsync(path, body, cancellation);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        foreach (var directoryFile in (string[])[
            $"/api/v1/beta/directories/{directory}/files/{file.Text("id")}",
            $"/api/v1/beta/directories/{theirDirectory}/files/{file.Text("id")}"])
        {
            using var patched = await stranger.PatchAsJsonAsync(
                directoryFile, new { target_directory_id = theirDirectory }, cancellation);
            Assert.Equal(HttpStatusCode.NotFound, patched.StatusCode);
        }

        using var renamed = await stranger.PatchAsJsonAsync($"/api/v1/indexes/{id}", new { name = "theirs" }, cancellation);
        Assert.Equal(HttpStatusCode.NotFound, renamed.StatusCode);

        foreach (var path in (string[])[
            $"/api/v1/chat/{session}", $"/api/v1/indexes/{id}", $"/api/v1/beta/directories/{directory}",
            $"/api/v1/beta/directories/{directory}/files/{file.Text("id")}", $"/api/v1/beta/files/{file.Text("file_id")}"])
        {
            using var response = await stranger.DeleteAsync(path, cancellation);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        foreach (var path in (string[])["/api/v1/chat", "/api/v1/indexes", "/api/v1/beta/files"])
            Assert.DoesNotContain("-0", await stranger.GetStringAsync(path, cancellation), StringComparison.Ordinal);

        // A session of the stranger's may name the index, and finds it missing.
        var created = await stranger.PostAsJsonAsync("/api/v1/chat", new { index_ids = (string[])[id] }, cancellation);
        var theirs = (await created.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(cancellation)).Text("session_id");
        var turn = await stranger.PostAsJsonAsync(
            $"/api/v1/chat/{theirs}/messages/stream", new { prompt = "The quay?" }, cancellation);
        var stop = SseFrame.Parse(await turn.Content.ReadAsStringAsync(cancellation))[^1].Json;
        Assert.True(stop.GetProperty("is_error").GetBoolean());
        Assert.Equal(id, stop.GetProperty("skipped_index_ids")[0].GetString());
    }
}
