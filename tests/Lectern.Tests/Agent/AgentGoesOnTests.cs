using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Agent;

namespace Lectern.Tests.Agent;

/// <summary>A turn that goes on after an interruption, and the budget of a turn.</summary>
public sealed class AgentGoesOnTests
{
    private static readonly JsonElement Query = JsonElement.Parse("""{"query":"warranty"}""");

    [Fact]
    public async Task The_model_is_given_the_steps_before_and_only_what_follows_is_written()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Text("24 months."));
        run.SoFar = Step("a");
        run.Used = new AgentUsage(1, 10, 5);
        var outcome = await run.AskAsync();
        Assert.Equal(["text_delta 24 months.", "text 24 months."], run.Lines);
        Assert.Equal(new AgentOutcome(null, new AgentUsage(2, 20, 10) { Unproved = 1 }), outcome);
        var messages = run.Server.Requests.Single().Json.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(["system", "user", "assistant", "tool"], messages.Select(m => m.GetProperty("role").GetString()));
        Assert.Equal("a", messages[3].GetProperty("tool_call_id").GetString());
        Assert.Contains("found before", messages[3].GetProperty("content").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_earlier_calls_and_steps_still_count()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Calls(("a", "retrieve", Query.GetRawText())), FakeReply.Text("Enough."));
        run.Limits = new AgentLimits { MaxSteps = 5 };
        run.SoFar = [.. Step("a"), .. Step("b"), .. Step("c")];
        run.Used = new AgentUsage(3, 30, 15);
        var outcome = await run.AskAsync();
        Assert.Equal(new AgentOutcome(null, new AgentUsage(5, 50, 25)), outcome);
        var refused = Assert.Single(run.Events.OfType<ToolResultEvent>());
        Assert.NotEqual("a", refused.CallId);
        Assert.Contains("error", refused.Result.GetRawText(), StringComparison.Ordinal);
        Assert.False(run.Server.Requests[1].Json.TryGetProperty("tools", out _));
    }

    [Fact]
    public async Task What_its_steps_used_is_kept_before_a_result_is_shown()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Calls(("a", "retrieve", Query.GetRawText())), FakeReply.Text("24."));
        await run.AskAsync();
        Assert.Equal([new AgentUsage(1, 10, 5)], run.Kept);
    }

    [Fact]
    public async Task A_turn_whose_tokens_are_used_up_has_to_answer()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Calls(("a", "retrieve", Query.GetRawText())), FakeReply.Text("So far."));
        run.Limits = new AgentLimits { MaxTokens = 15 };
        var outcome = await run.AskAsync();
        Assert.Null(outcome.Error);
        Assert.False(run.Server.Requests[1].Json.TryGetProperty("tools", out _));
        Assert.Contains("no more tool calls", run.Server.Requests[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_does_not_answer_then_ends_the_turn_with_a_reason()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Calls(("a", "retrieve", Query.GetRawText())), FakeReply.Calls(("b", "retrieve", Query.GetRawText())));
        run.Limits = new AgentLimits { MaxTokens = 15 };
        Assert.Equal("The model used the 15 tokens of the turn without an answer.", (await run.AskAsync()).Error);
    }

    private static IReadOnlyList<ChatEvent> Step(string id) =>
    [
        new ToolCallEvent("retrieve", id, Query),
        new ToolResultEvent("retrieve", id, JsonElement.Parse("""{"passages":[{"content":"found before"}]}"""), null),
    ];
}
