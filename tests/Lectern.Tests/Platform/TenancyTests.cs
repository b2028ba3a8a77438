using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Dapper;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Storage.Sqlite;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Platform;

/// <summary>Another project's key knows every id, and gets nothing with them.</summary>
public sealed class TenancyTests
{
    private const string StrangersKey = "strangers-key-0123456789";

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

        await AddProjectAsync(server, StrangersKey);
        using var stranger = new HttpClient { BaseAddress = server.Http.BaseAddress };
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", StrangersKey);
        foreach (var path in (string[])[
            $"/api/v1/chat/{session}", $"/api/v1/chat/{session}/summary", $"/api/v1/chat/{session}/messages/stream",
            $"/api/v1/indexes/{id}", $"/api/v1/indexes/{index.Text("export_config_id")}", $"/api/v1/indexes/{id}/files",
            $"/api/v1/beta/directories/{directory}", $"/api/v1/beta/directories/{directory}/files",
            $"/api/v1/beta/directories/{directory}/files/{file.Text("id")}"])
        {
            using var response = await stranger.GetAsync(path, cancellation);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

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
            ($"/api/v1/indexes/{id}/sync/cancel", new { })])
        {
            using var response = await stranger.PostAsJsonAsync(path, body, cancellation);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        foreach (var path in (string[])[$"/api/v1/chat/{session}", $"/api/v1/indexes/{id}", $"/api/v1/beta/directories/{directory}"])
        {
            using var response = await stranger.DeleteAsync(path, cancellation);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        foreach (var path in (string[])["/api/v1/chat", "/api/v1/indexes", "/api/v1/beta/directories"])
            Assert.DoesNotContain("-0", await stranger.GetStringAsync(path, cancellation), StringComparison.Ordinal);

        // A session of the stranger's may name the index, and finds it missing.
        var created = await stranger.PostAsJsonAsync("/api/v1/chat", new { index_ids = (string[])[id] }, cancellation);
        var theirs = (await created.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(cancellation)).Text("session_id");
        var turn = await stranger.PostAsJsonAsync($"/api/v1/chat/{theirs}/messages/stream", new { prompt = "The quay?" }, cancellation);
        var stop = SseFrame.Parse(await turn.Content.ReadAsStringAsync(cancellation))[^1].Json;
        Assert.True(stop.GetProperty("is_error").GetBoolean());
        Assert.Equal(id, stop.GetProperty("skipped_index_ids")[0].GetString());
    }

    private static Task AddProjectAsync(TestServer server, string key) =>
        server.Services.GetRequiredService<SqliteDatabase>().Writer.WriteAsync(
            connection =>
            {
                connection.Execute(
                    """
                    INSERT INTO projects SELECT '018f0000-0000-7000-8000-00000000000a', organization_id, 'Other', 0, 0, 0 FROM projects;
                    INSERT INTO api_keys VALUES ('other', '018f0000-0000-7000-8000-00000000000a', 'other', @hash, 0);
                    """,
                    new { hash = ApiKeys.Hash(key) });
            },
            CancellationToken.None);
}
