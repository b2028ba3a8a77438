using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Agent;
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
            new ToolResultEvent(
                "retrieve", "a", JsonElement.Parse($$"""{"passages":[{"content":"{{new string('w', 5000)}}"}]}"""), null),
            new TextEvent("24 months.", []),
            new StopEvent(new Usage(1, 1, 2, 1), false, null, []),
        ];
        await run.AskAsync("Is that sure?");
        var sent = run.Sent(0);
        Assert.Equal(
            ["system", "user", "assistant", "tool", "assistant", "user"], sent.Select(m => m.GetProperty("role").GetString()));
        Assert.Equal("a", Assert.Single(sent[2].GetProperty("tool_calls").EnumerateArray()).GetProperty("id").GetString());
        Assert.InRange(sent[3].GetProperty("content").GetString()!.Length, 250, 1000);
        Assert.Contains("24 months.", sent[4].GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Is that sure?", sent[5].GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Private", run.Server.Requests[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("lost", run.Server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, 15_000, "older turns only the beginnings", "Question 0.")]
    [InlineData(200, 15_000, "oldest turns are left out", "Question 199.")]
    public async Task A_long_history_is_summarised_and_then_left_out_oldest_first_and_the_model_is_told(
        int turns, int tokens, string told, string kept)
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Text("Yes."));
        run.Limits = new AgentLimits { ContextTokens = tokens };
        run.History = [.. Enumerable.Range(0, turns).SelectMany(i => new ChatEvent[]
        {
            new UserInputEvent($"Question {i}."), new TextEvent($"Answer {i}. {new string('x', 5000)}", []),
        })];
        await run.AskAsync();
        var sent = run.Sent(0);
        Assert.Equal("system", sent[0].GetProperty("role").GetString());
        Assert.Contains(told, sent[0].GetRawText(), StringComparison.Ordinal);
        Assert.Equal("user", sent[1].GetProperty("role").GetString());
        Assert.DoesNotContain(sent.Skip(1), m => m.GetProperty("role").GetString() == "system");
        Assert.Contains(kept, run.Server.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal(turns == 30, run.Server.Requests[0].Body.Contains(new string('x', 4000), StringComparison.Ordinal));
        Assert.InRange(run.Server.Requests[0].Body.Length, 40_000, 4 * tokens * 12 / 10);
    }

    [Fact]
    public async Task Results_of_older_steps_are_shortened_before_anything_else_and_keep_their_numbers()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Calls(("a", "read_file", """{"file_id":"dfl-3","max_length":9000}""")),
            FakeReply.Calls(("b", "read_file", """{"file_id":"dfl-3","offset":9000,"max_length":9000}""")),
            FakeReply.Text("Done."));
        run.Files.Add("idx-1", "dfl-3", "long.txt", new string('a', 9000) + new string('b', 9000));
        run.Limits = new AgentLimits { ContextTokens = 4_500 };
        run.History = [new UserInputEvent("First?"), new TextEvent("The first answer.", [])];
        await run.AskAsync();
        var sent = run.Sent(2);
        var results = sent.Where(
            m => m.GetProperty("role").GetString() == "tool").Select(m => m.GetProperty("content").GetString()!).ToList();
        Assert.Contains("\"shortened\":true", results[0], StringComparison.Ordinal);
        Assert.Contains("\"n\":1", results[0], StringComparison.Ordinal);
        Assert.InRange(results[0].Length, 200, 700);
        Assert.Contains(new string('b', 9000), results[1], StringComparison.Ordinal);
        Assert.Contains("1 older tool results are shortened", sent[0].GetRawText(), StringComparison.Ordinal);
        Assert.Contains("The first answer.", run.Server.Requests[2].Body, StringComparison.Ordinal);

        // What is logged, and shown to a client, is whole.
        Assert.Equal(9000, run.Result(0).GetProperty("content").GetString()!.Length);
    }

    [Fact]
    public async Task A_model_whose_context_is_smaller_is_asked_again_with_less()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Error(
                400,
                code: "context_length_exceeded"), FakeReply.Error(400, code: "context_length_exceeded"), FakeReply.Text("Yes."));
        run.History = [.. Enumerable.Range(0, 20).SelectMany(i => new ChatEvent[]
        {
            new UserInputEvent($"Question {i}."), new TextEvent($"Answer {i}. {new string('x', 5000)}", []),
        })];
        Assert.Null((await run.AskAsync()).Error);
        var sizes = run.Server.Requests.Select(r => r.Body.Length).ToList();
        Assert.InRange(sizes[1], sizes[0] / 4, sizes[0] * 6 / 10);
        Assert.InRange(sizes[2], sizes[1] / 4, sizes[1] * 7 / 10);
        Assert.Contains("older turns only the beginnings", run.Sent(2)[0].GetRawText(), StringComparison.Ordinal);
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
