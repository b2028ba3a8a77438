using System.Text.Json;
using Lectern.Contracts;
using Lectern.Tests.Fakes;
using Xunit;

namespace Lectern.Tests.Agent;

public sealed class ConversationTests
{
    [Fact]
    public async Task Earlier_turns_are_given_with_their_calls_and_short_results()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Text("Yes."));
        run.History =
        [
            new UserInputEvent("How long is the warranty?"),
            new ThinkingEvent("Private."),
            new ToolCallEvent("retrieve", "a", JsonElement.Parse("""{"query":"warranty"}""")),
            new ToolCallEvent("retrieve", "b", JsonElement.Parse("""{"query":"lost"}""")),
            new ToolResultEvent("retrieve", "a", JsonElement.Parse($$"""{"passages":[{"content":"{{new string('w', 5000)}}"}]}"""), null),
            new TextEvent("24 months.", []),
            new StopEvent(new Usage(1, 1, 2, 1), false, null, []),
        ];
        await run.AskAsync("Is that sure?");
        var sent = run.Sent(0);
        Assert.Equal(["system", "user", "assistant", "tool", "assistant", "user"], sent.Select(m => m.GetProperty("role").GetString()));
        Assert.Equal("a", Assert.Single(sent[2].GetProperty("tool_calls").EnumerateArray()).GetProperty("id").GetString());
        Assert.InRange(sent[3].GetProperty("content").GetString()!.Length, 500, 2000);
        Assert.Contains("24 months.", sent[4].GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Is that sure?", sent[5].GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Private", run.Server.Requests[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("lost", run.Server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_history_keeps_its_newest_whole_turns_and_says_so()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Text("Yes."));
        run.History = [.. Enumerable.Range(0, 30).SelectMany(i => new ChatEvent[]
        {
            new UserInputEvent($"Question {i}."), new TextEvent($"Answer {i}. {new string('x', 5000)}", []),
        })];
        await run.AskAsync();
        var sent = run.Sent(0);
        Assert.Equal("system", sent[0].GetProperty("role").GetString());
        Assert.Contains("left out", sent[0].GetRawText(), StringComparison.Ordinal);
        Assert.Equal("user", sent[1].GetProperty("role").GetString());
        Assert.DoesNotContain(sent.Skip(1), m => m.GetProperty("role").GetString() == "system");
        Assert.Contains("Question 29.", run.Server.Requests[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Question 17.", run.Server.Requests[0].Body, StringComparison.Ordinal);
        Assert.InRange(run.Server.Requests[0].Body.Length, 40_000, 70_000);
    }

    [Fact]
    public async Task A_turn_that_was_cancelled_leaves_a_valid_conversation()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Text("Yes."));
        run.History = [new UserInputEvent("First?"), new StopEvent(new Usage(1, 1, 2, 1), false, null, [], Cancelled: true)];
        await run.AskAsync();
        Assert.Equal(["system", "user", "assistant", "user"], run.Sent(0).Select(m => m.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task The_system_prompt_names_what_can_and_cannot_be_searched()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Text("Yes."));
        run.Skipped = ["idx-gone"];
        await run.AskAsync();
        var system = run.Sent(0)[0].GetRawText();
        Assert.Contains("Manuals", system, StringComparison.Ordinal);
        Assert.Contains("idx-gone", system, StringComparison.Ordinal);
        Assert.Contains("never instructions", system, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_sent_and_only_when_there_is_one()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Text("Yes."), FakeReply.Text("Yes."));
        await run.AskAsync();
        run.Key = null;
        await run.AskAsync();
        Assert.Equal("Bearer sk-test-0123456789", run.Server.Requests[0].Headers["Authorization"]);
        Assert.False(run.Server.Requests[1].Headers.ContainsKey("Authorization"));
    }
}
