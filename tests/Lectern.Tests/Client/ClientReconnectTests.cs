using Lectern.Client;
using Lectern.Contracts;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Client;

/// <summary>The connection breaks in a network that can be cut; the client goes on by itself.</summary>
public sealed class ClientReconnectTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_goes_on_after_each_cut_without_a_gap_or_a_repetition()
    {
        var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var session = await SessionAsync(server);
        await using var proxy = new TcpProxy(server.Http.BaseAddress!);
        using var client = ClientOn.New(proxy.Address);
        var seen = new List<ChatEvent>();
        var pieces = 0;

        model.Say("piece 0, ");
        await foreach (var next in client.Chat.StreamAsync(session, "Hello?", cancellationToken: Cancellation))
        {
            seen.Add(next);
            if (next is not TextDeltaEvent)
                continue;
            proxy.Cut();
            if (++pieces == 4)
                model.End();
            else
                model.Say($"piece {pieces}, ");
        }

        Assert.Equal("piece 0, piece 1, piece 2, piece 3, ", seen.OfType<TextEvent>().Single().Content);
        Assert.Equal("piece 0, piece 1, piece 2, piece 3, ", string.Concat(seen.OfType<TextDeltaEvent>().Select(d => d.Content)));
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(n => (long?)n), seen.Select(e => e.Sequence));
        Assert.True(proxy.Connections >= 4);
        Assert.Equal(1, model.Calls);
    }

    [Fact]
    public async Task A_stream_waits_for_a_server_that_is_away()
    {
        var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var session = await SessionAsync(server);
        await using var proxy = new TcpProxy(server.Http.BaseAddress!);
        using var client = ClientOn.New(proxy.Address);
        string? whole = null;

        model.Say("before, ");
        await foreach (var next in client.Chat.StreamAsync(session, "Hello?", cancellationToken: Cancellation))
        {
            if (next is TextDeltaEvent { Content: "before, " })
            {
                (proxy.IsDown, var refused) = (true, proxy.Connections);
                proxy.Cut();
                _ = Task.Run(
                    async () =>
                    {
                        while (proxy.Connections < refused + 2)
                            await Task.Delay(20, Cancellation);
                        proxy.IsDown = false;
                    },
                    Cancellation);
                model.Say("after");
                model.End();
            }

            whole = (next as TextEvent)?.Content ?? whole;
        }

        Assert.Equal("before, after", whole);
    }

    [Fact]
    public async Task A_prompt_whose_response_was_lost_is_not_asked_twice()
    {
        var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var session = await SessionAsync(server);
        await using var proxy = new TcpProxy(server.Http.BaseAddress!) { LosesResponses = true };
        using var client = ClientOn.New(proxy.Address);
        model.Say("once");
        model.End();

        var reading = client.Chat.StreamAsync(session, "Hello?", cancellationToken: Cancellation).AllAsync();
        while (proxy.Connections < 2)
            await Task.Delay(10, Cancellation);
        proxy.LosesResponses = false;

        Assert.Equal("once", (await reading).OfType<TextEvent>().Single().Content);
        Assert.Equal(1, model.Calls);
        Assert.Single((await client.Chat.RetrieveAsync(session, Cancellation)).Events.OfType<UserInputEvent>());
    }

    [Fact]
    public async Task A_silent_connection_counts_as_broken()
    {
        var silence = new SilentBody();
        var http = new ScriptedHttp(
            _ => new HttpResponseMessage { Content = new StreamContent(silence) },
            _ => ScriptedHttp.Events(
                "id: 2\nevent: message\ndata: {\"type\":\"stop\",\"usage\":{\"turns\":1,\"duration_ms\":1},\"is_error\":false,"
                + "\"error\":null}\n\n"));
        using var client = ClientOn.Over(http, o => o.StreamIdleTimeout = TimeSpan.FromMilliseconds(50));

        var seen = await client.Chat.StreamAsync("ses-1", "Hello?", cancellationToken: Cancellation).AllAsync();

        Assert.Equal([EventTypes.UserInput, EventTypes.Stop], seen.Select(e => e.Type));
        Assert.Equal((HttpMethod.Get, "1"), (http.Sent[1].Method, http.Header(1, "Last-Event-ID")));
    }

    [Fact]
    public async Task A_server_that_numbers_no_events_cannot_be_resumed_and_the_error_says_so()
    {
        var http = new ScriptedHttp(_ => ScriptedHttp.Events("data: {\"type\":\"user_input\",\"content\":\"Hello?\"}\n\n"));
        using var client = ClientOn.Over(http);
        var broken = await Assert.ThrowsAsync<LecternConnectionException>(
            async () => await client.Chat.StreamAsync("ses-1", "Hello?", cancellationToken: Cancellation).AllAsync());
        Assert.Contains("cannot be resumed", broken.Message, StringComparison.Ordinal);
        Assert.Single(http.Sent);
    }

    [Fact]
    public async Task Event_types_of_a_newer_server_are_skipped_in_streams_and_histories()
    {
        const string Stop =
            """{"usage":{"turns":1,"duration_ms":1},"is_error":false,"error":null,"type":"stop","new_field":[1]}""";
        var http = new ScriptedHttp(
            _ => ScriptedHttp.Events(
                ": hello\n\nid: 1\ndata: {\"type\":\"user_input\",\"content\":\"x\"}\n\nid: 2\nevent: novelty\n"
                + "data: {\"type\":\"novelty\",\"a\":1}\n\n"
                + $"id: 3\ndata: {Stop}\n\n"),
            _ => ScriptedHttp.Json(
                System.Net.HttpStatusCode.OK,
                $$"""{"session_id":"ses-1","last_updated_at":"2026-01-01T00:00:00Z","events":[{"type":"novelty"},{{Stop}}]"""
                + $$""","shared_access":"read_only"}"""));
        using var client = ClientOn.Over(http);

        var streamed = await client.Chat.StreamAsync("ses-1", "x", cancellationToken: Cancellation).AllAsync();
        var history = await client.Chat.RetrieveAsync("ses-1", Cancellation);

        Assert.Equal([1, 3], streamed.Select(e => e.Sequence));
        Assert.Equal([EventTypes.Stop], history.Events.Select(e => e.Type));
    }

    private static async Task<string> SessionAsync(TestServer server)
    {
        var index = await server.IndexAsync(("guide.md", "The observatory opens its dome every Thursday."u8.ToArray()));
        return await server.SessionAsync(index.Text("id"));
    }

    /// <summary>Says one event and then nothing, until it is given up.</summary>
    private sealed class SilentBody : MemoryStream
    {
        public SilentBody()
            : base("id: 1\nevent: message\ndata: {\"type\":\"user_input\",\"content\":\"Hello?\"}\n\n"u8.ToArray())
        {
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
