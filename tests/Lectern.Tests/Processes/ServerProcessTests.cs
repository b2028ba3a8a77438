using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Processes;

public sealed class ServerProcessTests : IDisposable
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
    public async Task A_second_server_on_the_same_data_is_refused_with_a_clear_word()
    {
        await using var first = await ServerProcess.Start(data).ReadyAsync();
        await using var second = ServerProcess.Start(data);
        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains("Another Lectern server already uses", second.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Errors, StringComparison.Ordinal);
        await first.KillAsync();
        await using var third = await ServerProcess.Start(data).ReadyAsync();
    }

    [Fact]
    public async Task Wrong_settings_end_the_start_with_all_mistakes()
    {
        await using var server = ServerProcess.Start(
            data, ("LECTERN_MODEL", "gpt"), ("LECTERN_URLS", "nowhere"), ("LECTERN_API_KEY", "short"));
        Assert.Equal(2, await server.ExitAsync());
        foreach (var name in (string[])["LECTERN_MODEL", "LECTERN_URLS", "LECTERN_API_KEY"])
            Assert.Contains(name, server.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_loaded_followed_and_shown_how_to_ask()
    {
        File.WriteAllText(
            Path.Combine(documents, "harbour.md"), "# Harbour master\n\nThe quay of Halden is made of granite from Idd.\n");
        await using var server = await ServerProcess.Start(data, ("LECTERN_FOLDER", documents)).ReadyAsync();
        await server.UntilAsync("follows the folder");
        var command = server.Output[server.Output.IndexOf("curl ", StringComparison.Ordinal)..];
        var answer = await Shell.RunAsync(
            command[..(command.IndexOf("}'", StringComparison.Ordinal) + 2)], documents, ("LECTERN_API_KEY", ServerProcess.Key));
        Assert.Contains("granite from Idd", answer, StringComparison.Ordinal);
        Assert.Contains("harbour.md", answer, StringComparison.Ordinal);

        // A changed, a new and a deleted file reach the index by themselves.
        File.WriteAllText(Path.Combine(documents, "ferry.md"), "The ferry leaves at seven in the morning.");
        File.Delete(Path.Combine(documents, "harbour.md"));
        var index = (
            await server.Http.GetFromJsonAsync<JsonElement>("/api/v1/indexes", Cancellation)).GetProperty("items")[0].Text("id");
        for (var i = 0; ; i++)
        {
            var found = await server.Http.PostAsJsonAsync("/api/v1/retrieval/files/find", new { index_id = index }, Cancellation);
            var names = (await found.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("items").EnumerateArray()
                .Select(f => f.Text("file_name")).ToList();
            if (names is ["ferry.md"])
                break;
            Assert.True(i < 100, $"the index has {string.Join(", ", names)}");
            await Task.Delay(200, Cancellation);
        }
    }

    [Fact]
    public async Task What_was_said_survives_a_kill_and_the_turn_ends_once()
    {
        await using var model = await FakeModelServer.StartAsync(cancellationToken: Cancellation);
        model.Otherwise = _ => FakeReply.Words(TimeSpan.FromMilliseconds(50));
        (string, string)[] settings = [("LECTERN_MODEL", "openai:fake"), ("OPENAI_BASE_URL", model.BaseUrl)];
        string session;
        var seen = new List<string>();
        await using (var server = await ServerProcess.Start(data, settings).ReadyAsync())
        {
            session = await server.SessionOverOneFileAsync();
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/chat/{session}/messages/stream")
            {
                Content = JsonContent.Create(new { prompt = "Hello" }),
            };
            using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
            while (seen.Count < 6 && await reader.ReadLineAsync(Cancellation) is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    seen.Add(line);
            }

            await server.KillAsync();
        }

        await using var again = await ServerProcess.Start(data, settings).ReadyAsync();
        var replay = SseFrame.Parse(await again.Http.GetStringAsync($"/api/v1/chat/{session}/messages/stream", Cancellation));
        Assert.Equal(seen, replay.Take(seen.Count).Select(f => "data: " + f.Data));
        Assert.Equal(Enumerable.Range(1, replay.Count).Select(i => (long)i), replay.Select(f => f.Id));
        var stop = Assert.Single(replay, f => f.Type == "stop").Json;
        Assert.True(stop.GetProperty("is_error").GetBoolean());
        Assert.Contains("restarted", stop.Text("error"), StringComparison.Ordinal);
        var deltas = string.Concat(replay.Where(f => f.Type == "text_delta").Select(f => f.Json.Text("content")));
        Assert.Equal(deltas, Assert.Single(replay, f => f.Type == "text").Json.Text("content"));
        var history = (
            await again.Http.GetFromJsonAsync<JsonElement>($"/api/v1/chat/{session}", Cancellation)).GetProperty("events");
        Assert.Equal(["user_input", "text", "stop"], history.EnumerateArray().Select(e => e.Text("type")));
    }

    [Fact]
    public async Task A_terminated_server_ends_its_turns_and_leaves_no_child()
    {
        await using var model = await FakeModelServer.StartAsync(cancellationToken: Cancellation);
        model.Otherwise = _ => FakeReply.Words(TimeSpan.FromMilliseconds(50));
        await using var server = await ServerProcess.Start(
            data, ("LECTERN_MODEL", "openai:fake"), ("OPENAI_BASE_URL", model.BaseUrl)).ReadyAsync();
        var session = await server.SessionOverOneFileAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/chat/{session}/messages/stream")
        {
            Content = JsonContent.Create(new { prompt = "Hello" }),
        };
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        server.Terminate();
        var live = SseFrame.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("stop", live[^1].Type);
        Assert.Equal(0, await server.ExitAsync());
        await using var again = await ServerProcess.Start(data).ReadyAsync();
        var history = (
            await again.Http.GetFromJsonAsync<JsonElement>($"/api/v1/chat/{session}", Cancellation)).GetProperty("events");
        var stop = history.EnumerateArray().Last();
        Assert.Equal("stop", stop.Text("type"));
        Assert.Contains("shut down", stop.Text("error"), StringComparison.Ordinal);
    }
}
