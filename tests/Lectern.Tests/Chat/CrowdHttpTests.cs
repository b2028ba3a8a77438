using System.Net;
using System.Net.Http.Json;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Chat;

/// <summary>Limits for many users, over HTTP, with a model that waits for the test.</summary>
public sealed class CrowdHttpTests : IDisposable
{
    private readonly GatedChatClient model = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => model.Dispose();

    [Fact]
    public async Task A_turn_too_many_is_told_when_to_come_again_and_stores_nothing()
    {
        await using var server = await StartAsync(new CrowdLimits { Turns = 1, QueuedTurns = 0 });
        var (index, first) = await SessionAsync(server);
        var second = await server.SessionAsync(index);
        using var running = await AskAsync(server, first);
        using var refused = await AskAsync(server, second);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(0, (await server.GetAsync($"/api/v1/chat/{second}")).GetProperty("events").GetArrayLength());
        model.End();
        await running.Content.ReadAsStringAsync(Cancellation);
        model.Say("now");
        model.End();
        using var now = await UntilAcceptedAsync(server, second);
        Assert.Equal("stop", SseFrame.Parse(await now.Content.ReadAsStringAsync(Cancellation))[^1].Type);
    }

    [Fact]
    public async Task A_turn_that_waits_shows_its_prompt_at_once_and_runs_when_there_is_a_place()
    {
        await using var server = await StartAsync(new CrowdLimits { Turns = 1, QueuedTurns = 2 });
        var (index, first) = await SessionAsync(server);
        var second = await server.SessionAsync(index);
        using var running = await AskAsync(server, first);
        await CalledAsync();
        using var waiting = await AskAsync(server, second);
        using var reader = new StreamReader(await waiting.Content.ReadAsStreamAsync(Cancellation));
        Assert.Equal("id: 1", await reader.ReadLineAsync(Cancellation));
        Assert.Equal(1, model.Calls);
        model.End();
        await running.Content.ReadAsStringAsync(Cancellation);
        model.Say("mine");
        model.End();
        Assert.Contains("\"mine\"", await reader.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(2, model.Calls);
    }

    [Fact]
    public async Task A_turn_that_waits_can_be_cancelled()
    {
        await using var server = await StartAsync(new CrowdLimits { Turns = 1, QueuedTurns = 2 });
        var (index, first) = await SessionAsync(server);
        var second = await server.SessionAsync(index);
        using var running = await AskAsync(server, first);
        await CalledAsync();
        using var waiting = await AskAsync(server, second);
        await server.PostAsync($"/api/v1/chat/{second}/messages/cancel", null);
        var frames = SseFrame.Parse(await waiting.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(["user_input", "stop"], frames.Select(f => f.Type));
        Assert.True(frames[1].Json.GetProperty("cancelled").GetBoolean());
        Assert.Equal(1, model.Calls);
    }

    [Fact]
    public async Task Requests_of_a_key_are_counted_when_that_is_asked_for()
    {
        await using var server = await StartAsync(new CrowdLimits { RequestsPerMinute = 3 });
        for (var i = 0; i < 3; i++)
        {
            using var allowed = await server.Http.GetAsync("/api/v1/chat", Cancellation);
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        }

        using var refused = await server.Http.GetAsync("/api/v1/chat", Cancellation);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        using var health = await server.Http.GetAsync("/health/ready", Cancellation);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    /// <summary>A prompt is shown before its turn has come to the model.</summary>
    private async Task CalledAsync()
    {
        while (model.Calls == 0)
            await Task.Delay(5, Cancellation);
    }

    private Task<TestServer> StartAsync(CrowdLimits limits) => TestServer.StartAsync(
        services => services.AddSingleton<IChatClient>(model), options => options with { Limits = limits });

    private static async Task<(string Index, string Session)> SessionAsync(TestServer server)
    {
        var index = (await server.IndexAsync(("a.txt", "The quay is made of granite."u8.ToArray()))).Text("id");
        return (index, await server.SessionAsync(index));
    }

    /// <summary>A turn's place is free a moment after its stop was sent.</summary>
    private static async Task<HttpResponseMessage> UntilAcceptedAsync(TestServer server, string session)
    {
        while (true)
        {
            var response = await AskAsync(server, session);
            if (response.StatusCode != HttpStatusCode.TooManyRequests)
                return response;
            response.Dispose();
            await Task.Delay(20, Cancellation);
        }
    }

    private static async Task<HttpResponseMessage> AskAsync(TestServer server, string session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/chat/{session}/messages/stream")
        {
            Content = JsonContent.Create(new { prompt = "Hello" }),
        };
        return await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }
}
