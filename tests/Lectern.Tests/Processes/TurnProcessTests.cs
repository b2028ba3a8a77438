using System.Net;
using System.Net.Http.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Processes;

/// <summary>Turns of the real program, with a model server that watches its own sockets.</summary>
public sealed class TurnProcessTests : IAsyncLifetime
{
    private readonly string data = TestServer.NewFolder();
    private FakeModelServer model = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => model = await FakeModelServer.StartAsync(cancellationToken: Cancellation);

    public async ValueTask DisposeAsync()
    {
        await model.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_cancel_closes_the_connection_to_the_model()
    {
        model.Enqueue(FakeReply.Stream(FakeFrame.Text("half an ans"), FakeFrame.Stall));
        await using var server = await StartAsync();
        var session = await server.SessionOverOneFileAsync();
        using var response = await AskAsync(server, session, "Hello");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        await UntilAsync(reader, "half an ans");
        using var cancel = await server.Http.PostAsync($"/api/v1/chat/{session}/messages/cancel", null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, cancel.StatusCode);
        await model.Requests.Single().Disconnected.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.Contains("\"cancelled\":true", await reader.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
        using var again = await server.Http.PostAsync($"/api/v1/chat/{session}/messages/cancel", null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_turn_of_which_nothing_was_said_goes_on_after_a_kill()
    {
        model.Enqueue(
            FakeReply.Calls(("a", "retrieve", """{"query":"quay"}""")), FakeReply.Stream(FakeFrame.Stall),
            FakeReply.Text("Granite."));
        string session;
        await using (var server = await StartAsync())
        {
            session = await server.SessionOverOneFileAsync();
            using var response = await AskAsync(server, session, "Hello");
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
            await UntilAsync(reader, "tool_result");
            while (model.Requests.Count < 2)
                await Task.Delay(10, Cancellation);
            await server.KillAsync();
        }

        await using var again = await StartAsync();
        var frames = SseFrame.Parse(await again.Http.GetStringAsync($"/api/v1/chat/{session}/messages/stream", Cancellation));
        Assert.Equal(["user_input", "tool_call", "tool_result", "text_delta", "text", "stop"], frames.Select(f => f.Type));
        var stop = frames[^1].Json;
        Assert.False(stop.GetProperty("is_error").GetBoolean());
        Assert.Equal(20, stop.GetProperty("usage").GetProperty("total_input_tokens").GetInt64());
        Assert.Equal(2, stop.GetProperty("usage").GetProperty("turns").GetInt32());
    }

    [Fact]
    public async Task While_the_server_ends_a_running_turn_may_finish_and_a_new_one_is_refused()
    {
        model.Enqueue(FakeReply.Words(TimeSpan.FromMilliseconds(100), count: 20));
        await using var server = await StartAsync(("LECTERN_SHUTDOWN_SECONDS", "60"));
        var session = await server.SessionOverOneFileAsync();
        using var response = await AskAsync(server, session, "Hello");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        await UntilAsync(reader, "word0");
        server.Terminate();
        var refusals = new List<HttpStatusCode?>();
        while (!refusals.Contains(HttpStatusCode.ServiceUnavailable) && refusals.Count < 1000)
            refusals.Add(await TryToAskAsync(server, session));
        var rest = await reader.ReadToEndAsync(Cancellation);
        Assert.Contains("word19", rest, StringComparison.Ordinal);
        Assert.Contains("\"is_error\":false", rest, StringComparison.Ordinal);
        Assert.Equal(0, await server.ExitAsync());

        // Once the server listens no more a new connection is refused, which says the same.
        Assert.All(refusals, r => Assert.True(r is null or HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable, $"{r}"));
        Assert.Contains(refusals, r => r is null or HttpStatusCode.ServiceUnavailable);
    }

    private static async Task<HttpStatusCode?> TryToAskAsync(ServerProcess server, string session)
    {
        try
        {
            using var response = await AskAsync(server, session, "And now?");
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                Assert.NotNull(response.Headers.RetryAfter);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task<ServerProcess> StartAsync(params (string, string)[] more) => await ServerProcess.Start(
        data, [("LECTERN_MODEL", "openai:fake"), ("OPENAI_BASE_URL", model.BaseUrl), ("LECTERN_EMBEDDINGS", "none"), .. more])
            .ReadyAsync();

    private static async Task<HttpResponseMessage> AskAsync(ServerProcess server, string session, string prompt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/chat/{session}/messages/stream")
        {
            Content = JsonContent.Create(new { prompt }),
        };
        return await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static async Task UntilAsync(StreamReader reader, string text)
    {
        string? line;
        do
            line = await reader.ReadLineAsync(Cancellation) ?? throw new EndOfStreamException($"The stream ended before {text}.");
        while (!line.Contains(text, StringComparison.Ordinal));
    }
}
