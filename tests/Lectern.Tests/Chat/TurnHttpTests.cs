using System.Net;
using System.Net.Http.Json;
using System.Text;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Chat;

/// <summary>Turns over HTTP, with a model that waits for the test.</summary>
public sealed class TurnHttpTests : IAsyncLifetime
{
    private readonly GatedChatClient model = new();
    private TestServer server = null!;
    private string index = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        index = (await server.IndexAsync(("a.txt", "The quay is made of granite."u8.ToArray()))).Text("id");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Deltas_arrive_while_the_model_still_speaks()
    {
        var session = await server.SessionAsync(index);
        using var response = await SendAsync(session, "Hello");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        Assert.Contains("user_input", await FrameAsync(reader), StringComparison.Ordinal);
        model.Say("one ");
        Assert.Contains("\"one \"", await FrameAsync(reader), StringComparison.Ordinal);
        model.Say("two");
        Assert.Contains("\"two\"", await FrameAsync(reader), StringComparison.Ordinal);
        model.End();
        Assert.Contains("\"one two\"", await FrameAsync(reader), StringComparison.Ordinal);
        Assert.Contains("\"total_output_tokens\":5", await FrameAsync(reader), StringComparison.Ordinal);
        Assert.Null(await reader.ReadLineAsync(Cancellation));
    }

    [Fact]
    public async Task A_client_that_leaves_does_not_end_the_turn()
    {
        var session = await server.SessionAsync(index);
        using (await SendAsync(session, "Hello"))
            model.Say("said ");
        model.Say("after it left");
        model.End();
        var frames = await FollowAsync(session);
        Assert.Equal(["user_input", "text_delta", "text_delta", "text", "stop"], frames.Select(f => f.Type));
        Assert.Equal("said after it left", frames[3].Json.Text("content"));
        Assert.False(frames[4].Json.GetProperty("is_error").GetBoolean());
    }

    [Fact]
    public async Task A_turn_replayed_late_has_the_same_frames_as_live()
    {
        var session = await server.SessionAsync(index);
        using var live = await SendAsync(session, "Hello");
        foreach (var piece in (string[])["a", "é\"\n", "😀", "\u2028z"])
            model.Say(piece);
        model.End();
        var seen = await live.Content.ReadAsStringAsync(Cancellation);
        for (var after = 0; after < 6; after++)
        {
            var replay = await server.Http.GetStringAsync(
                $"/api/v1/chat/{session}/messages/stream?starting_after={after}", Cancellation);
            Assert.Equal(SseFrame.Parse(seen).Where(f => f.Id > after), SseFrame.Parse(replay));
        }
    }

    [Fact]
    public async Task A_second_prompt_meanwhile_is_a_conflict_that_a_retry_cannot_cure()
    {
        var session = await server.SessionAsync(index);
        using var first = await SendAsync(session, "Hello");
        using var second = await SendAsync(session, "And again");
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal("false", second.Headers.GetValues("x-should-retry").Single());
        model.End();
        await first.Content.ReadAsStringAsync(Cancellation);
    }

    [Fact]
    public async Task A_retry_by_the_SDK_joins_the_turn()
    {
        var session = await server.SessionAsync(index);
        using (await SendAsync(session, "Hello"))
        {
        }

        using var retry = await SendAsync(session, "Hello", ("x-stainless-retry-count", "1"));
        model.Say("once");
        model.End();
        var frames = SseFrame.Parse(await retry.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(["user_input", "text_delta", "text", "stop"], frames.Select(f => f.Type));
        Assert.Equal(1, model.Calls);
        using var late = await SendAsync(session, "Hello", ("x-stainless-retry-count", "2"));
        Assert.Equal(frames, SseFrame.Parse(await late.Content.ReadAsStringAsync(Cancellation)));
    }

    [Fact]
    public async Task An_idempotency_key_joins_its_turn_and_refuses_another_body()
    {
        var session = await server.SessionAsync(index);
        model.End();
        model.Say("again");
        model.End();
        using var first = await SendAsync(session, "Hello", ("Idempotency-Key", "k1"));
        var frames = await first.Content.ReadAsStringAsync(Cancellation);
        using var same = await SendAsync(session, "Hello", ("Idempotency-Key", "k1"));
        Assert.Equal(SseFrame.Parse(frames), SseFrame.Parse(await same.Content.ReadAsStringAsync(Cancellation)));
        using var other = await SendAsync(session, "Something else", ("Idempotency-Key", "k1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        using var tooLong = await SendAsync(session, "Hello", ("Idempotency-Key", new string('k', 256)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
    }

    [Fact]
    public async Task Cancel_stops_the_model_keeps_what_was_said_and_says_so()
    {
        var session = await server.SessionAsync(index);
        using var response = await SendAsync(session, "Hello");
        model.Say("half an ans");
        await UntilAsync(session, "text_delta");
        using var cancel = await server.Http.PostAsync($"/api/v1/chat/{session}/messages/cancel", null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, cancel.StatusCode);
        await model.Cancelled.Task.WaitAsync(Cancellation);
        var frames = SseFrame.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(["user_input", "text_delta", "text", "stop"], frames.Select(f => f.Type));
        var stop = frames[^1].Json;
        Assert.True(stop.GetProperty("cancelled").GetBoolean());
        Assert.False(stop.GetProperty("is_error").GetBoolean());
        Assert.Equal("half an ans", frames[2].Json.Text("content"));
    }

    [Fact]
    public async Task Deleting_a_session_ends_its_turn_for_whoever_follows_it()
    {
        var session = await server.SessionAsync(index);
        using var response = await SendAsync(session, "Hello");
        model.Say("half");
        await UntilAsync(session, "text_delta");
        using var delete = await server.Http.DeleteAsync($"/api/v1/chat/{session}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, delete.StatusCode);
        var frames = SseFrame.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("stop", frames[^1].Type);
        using var gone = await server.Http.GetAsync($"/api/v1/chat/{session}", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_reader_that_joins_in_the_middle_sees_everything_once()
    {
        var session = await server.SessionAsync(index);
        using var first = await SendAsync(session, "Hello");
        for (var i = 0; i < 500; i++)
            model.Say($"{i} ");
        await UntilAsync(session, "text_delta");
        var second = FollowAsync(session);
        for (var i = 500; i < 1000; i++)
            model.Say($"{i} ");
        model.End();
        var seen = SseFrame.Parse(await first.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(Enumerable.Range(1, 1003).Select(i => (long)i), seen.Select(f => f.Id));
        Assert.Equal(seen, await second);
    }

    private async Task<IReadOnlyList<SseFrame>> FollowAsync(string session) =>
        SseFrame.Parse(await server.Http.GetStringAsync($"/api/v1/chat/{session}/messages/stream", Cancellation));

    private async Task UntilAsync(string session, string type)
    {
        using var response = await server.Http.GetAsync(
            $"/api/v1/chat/{session}/messages/stream", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        while (!(await FrameAsync(reader)).Contains($"\"type\":\"{type}\"", StringComparison.Ordinal))
        {
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string session, string prompt, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/chat/{session}/messages/stream")
        {
            Content = JsonContent.Create(new { prompt }),
        };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static async Task<string> FrameAsync(StreamReader reader)
    {
        var frame = new StringBuilder();
        while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 } line)
            frame.AppendLine(line);
        return frame.ToString();
    }
}
