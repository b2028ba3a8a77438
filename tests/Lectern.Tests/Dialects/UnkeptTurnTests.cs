using Lectern.Contracts;
using Lectern.Server.Dialects;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Dialects;

/// <summary>How an answer ends that is kept nowhere.</summary>
public sealed class UnkeptTurnTests
{
    private static readonly (string Name, byte[] Content) Guide =
        ("guide.md", "# Mirror\n\nThe mirror weighs 340 kilograms."u8.ToArray());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_that_has_as_much_before_it_as_there_is_room_for_gets_the_stop()
    {
        const int pieces = 600;
        const int ahead = 256;
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var index = (await server.IndexAsync(Guide)).Text("id");
        var all = await ReadAsync(server, model, index, pieces, int.MaxValue);
        Assert.True(all.Count > ahead + 2);
        var read = await ReadAsync(server, model, index, pieces, all.Count - 1 - ahead);
        Assert.Equal(all.Count, read.Count);
        Assert.False(Assert.IsType<StopEvent>(read[^1]).IsError);
    }

    [Fact]
    public async Task What_runs_aside_looks_for_its_indexes_when_it_has_a_place_and_gives_it_back_where_there_are_none()
    {
        await using var server = await TestServer.StartAsync(
            change: options => options with { Limits = new CrowdLimits { Turns = 1, QueuedTurns = 0 } });
        var index = (await server.IndexAsync(Guide)).Text("id");
        var turns = server.Services.GetRequiredService<UnkeptTurns>();
        var scope = server.Services.GetRequiredService<ITenancy>().DefaultScope();
        var asked = new AskedConversation(null, [], "How heavy is it?");
        using (turns.Accept(scope, [index], asked).Place)
            Assert.Null(turns.AcceptAside(scope, ["idx-none"], asked));
        Assert.Throws<ApiException>(() => turns.AcceptAside(scope, ["idx-none"], asked));
        using var place = turns.AcceptAside(scope, [index], asked)?.Place;
        Assert.NotNull(place);
    }

    /// <summary>Reads some events, waits until the answer is whole and its tokens are counted, and reads the rest.</summary>
    private static async Task<IReadOnlyList<ChatEvent>> ReadAsync(
        TestServer server, GatedChatClient model, string index, int pieces, int first)
    {
        for (var i = 0; i < pieces; i++)
            model.Say("stone ");
        model.End();
        var turns = server.Services.GetRequiredService<UnkeptTurns>();
        var scope = server.Services.GetRequiredService<ITenancy>().DefaultScope();
        var before = await OutputTokensAsync(server);
        var turn = turns.Accept(scope, [index], new AskedConversation(null, [], "How heavy is it?"));
        var read = new List<ChatEvent>();
        await foreach (var next in turns.RunAsync(turn, Cancellation))
        {
            read.Add(next);
            for (var i = 0; read.Count == first && await OutputTokensAsync(server) == before; i++)
            {
                Assert.True(i < 600, "The answer did not end.");
                await Task.Delay(50, Cancellation);
            }
        }

        return read;
    }

    private static async Task<int> OutputTokensAsync(TestServer server) => (await server.GetAsync("/api/v1/usage"))
        .GetProperty("days").EnumerateArray().Sum(d => d.GetProperty("output_tokens").GetInt32());
}
