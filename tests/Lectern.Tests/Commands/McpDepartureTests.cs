using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Commands;

/// <summary><c>lectern mcp</c> when its agent leaves, and when it has only said all that it asks.</summary>
public sealed class McpDepartureTests
{
    private const string Question = "How heavy is the mirror?";

    private static readonly (string Name, byte[] Content) Guide =
        ("guide.md", "# Mirror\n\nThe mirror weighs 340 kilograms."u8.ToArray());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Its pipes are closed at once, as those of an agent that died.</summary>
    [Theory]
    [InlineData("closes its pipes")]
    [InlineData("reads no more")]
    [InlineData("ends the program")]
    public async Task An_agent_that_leaves_in_mid_call_ends_the_model_and_leaves_no_session(string leaves)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("There no system says who reads a pipe.");
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var index = (await server.IndexAsync(Guide)).Text("id");
        await using var agent = await StdioAgent.StartAsync(server, index);
        await agent.CallAsync(2, "askIndex", new { question = Question });
        model.Say("It weighs");
        await Patience.UntilAsync(() => model.Calls > 0);
        Assert.Equal(1, await SessionsAsync(server));

        if (leaves == "ends the program")
            agent.Terminate();
        if (leaves == "closes its pipes")
            agent.CloseInput();
        if (leaves != "ends the program")
            agent.CloseOutput();
        await agent.ExitAsync();
        await model.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        await Patience.UntilAsync(async () => await SessionsAsync(server) == 0);
    }

    [Fact]
    public async Task What_was_asked_before_the_input_ended_is_answered()
    {
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        var index = (await server.IndexAsync(Guide)).Text("id");
        await using var agent = await StdioAgent.StartAsync(server, index);
        await agent.CallAsync(2, "askIndex", new { question = Question });
        agent.CloseInput();
        await Patience.UntilAsync(() => model.Calls > 0);
        model.Say("It weighs a lot.");
        model.End();
        var answer = (await agent.AnswerAsync(2)).GetProperty("result");
        Assert.Contains("It weighs a lot.", answer.GetProperty("structuredContent").Text("answer"), StringComparison.Ordinal);
        Assert.Equal(0, await agent.ExitAsync());
        Assert.Equal(1, await SessionsAsync(server));
    }

    [Fact]
    public async Task A_call_of_10_MB_is_refused_as_JSON_RPC_does_and_the_next_one_is_answered()
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        await using var agent = await StdioAgent.StartAsync(server, index);
        await agent.CallAsync(2, "askIndex", new { question = new string('x', 10_000_000) });
        var error = (await agent.AnswerAsync(2)).GetProperty("error");
        Assert.Contains("larger than", error.Text("message"), StringComparison.Ordinal);
        Assert.Equal(-32600, error.GetProperty("code").GetInt32());
        Assert.Equal(0, await SessionsAsync(server));

        await agent.CallAsync(3, "retrieveFromIndex", new { query = "mirror" });
        Assert.Contains(
            "340", (await agent.AnswerAsync(3)).GetProperty("result").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"requestId\":\"\\ud800\"}")]
    [InlineData("{\"requestId\":7,\"requestId\":7}")]
    [InlineData("{}")]
    public async Task An_odd_notification_leaves_what_follows_it_answered(string parameters)
    {
        await using var server = await TestServer.StartAsync();
        var index = (await server.IndexAsync(Guide)).Text("id");
        await using var agent = await StdioAgent.StartAsync(server, index);
        var odd = $$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{{parameters}}}""";
        await agent.SendAsync(odd);
        await agent.CallAsync(3, "retrieveFromIndex", new { query = "mirror" });
        await agent.CallAsync(3, "listIndexes", new { });
        agent.CloseInput();
        Assert.True((await agent.AnswerAsync(3)).TryGetProperty("result", out _));
        Assert.True((await agent.AnswerAsync(3)).TryGetProperty("result", out _));
        Assert.Equal(0, await agent.ExitAsync());
    }

    private static async Task<int> SessionsAsync(TestServer server) =>
        (await server.GetAsync("/api/v1/chat")).GetProperty("items").GetArrayLength();
}
