using Lectern.Contracts;
using Xunit;
using static Lectern.FakeModel.FakeFrame;

namespace Lectern.Tests.Agent;

/// <summary>Golden transcripts: the events of a turn, exactly and in order.</summary>
public sealed class AgentStreamTests
{
    [Fact]
    public async Task An_answer_is_its_deltas_and_then_the_whole()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Text("24 ", "", "months", "."));
        var outcome = await run.AskAsync();
        Assert.Equal(["text_delta 24 ", "text_delta months", "text_delta .", "text 24 months."], run.Lines);
        Assert.Equal((null, 10, 5, 1), (outcome.Error, outcome.Used.InputTokens, outcome.Used.OutputTokens, outcome.Used.Steps));
        Assert.Empty(run.Events.OfType<TextEvent>().Single().Citations);
    }

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public async Task Thinking_text_and_calls_come_in_the_order_of_the_contract(string field)
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Stream(
                Reasoning("I should ", field), Reasoning("look.", field), FakeFrame.Text("Let me see."),
                Call(
                    0, "a", "retrieve",
                    "{\"que"), Arguments(0, "ry\":\"warranty\"}"), Finish("tool_calls"), Usage(100, 20), Done),
            FakeReply.Stream(Reasoning("Found.", field), FakeFrame.Text("24 months."), Finish("stop"), Usage(200, 30), Done));
        var outcome = await run.AskAsync();
        Assert.Equal(
            [
                "thinking_delta I should ", "thinking_delta look.", "thinking I should look.",
                "text_delta Let me see.", "text Let me see.",
                "tool_call a retrieve {\"query\":\"warranty\"}", "tool_result a retrieve",
                "thinking_delta Found.", "thinking Found.", "text_delta 24 months.", "text 24 months.",
            ],
            run.Lines);
        Assert.Equal(
            (null, 300, 50, 2), (outcome.Error, outcome.Used.InputTokens, outcome.Used.OutputTokens, outcome.Used.Steps));
    }

    [Fact]
    public async Task Reasoning_after_text_closes_the_text_first()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Stream(FakeFrame.Text("One."), Reasoning("Hm."), FakeFrame.Text(" Two."), Finish("stop"), Done));
        await run.AskAsync();
        Assert.Equal(
            ["text_delta One.", "text One.", "thinking_delta Hm.", "thinking Hm.", "text_delta  Two.", "text  Two."], run.Lines);
    }

    [Fact]
    public async Task A_delta_never_ends_inside_a_surrogate_pair()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Stream(
            Half("a\\ud83d"), Half("\\ude00b"), Finish("stop"), Done));
        await run.AskAsync();

        // System.Text.Json refuses half a pair, so what arrives there is no valid data; a client that passes halves on is joined.
        await using var direct = await AgentRun.StartAsync();
        direct.Model = new ScriptedChatClient(["a\ud83d", "\ude00b", "c\ud83d"]);
        await direct.AskAsync();
        Assert.Equal(["text_delta a", "text_delta 😀b", "text_delta c", "text_delta \uFFFD", "text a😀bc\uFFFD"], direct.Lines);
        Assert.DoesNotContain(run.Lines, l => l.Any(char.IsSurrogate));

        static FakeFrame Half(string content) => Raw(
            """data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"""
            + $" \"{content}\"}}}}]}}\n\n");
    }

    [Fact]
    public async Task White_space_before_a_call_is_no_text()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Stream(
                Reasoning("Hm."), FakeFrame.Text("\n\n"), Call(0, "a", "find_files", ""), Finish("tool_calls"), Done),
            FakeReply.Text("\n", "Two files."));
        await run.AskAsync();
        Assert.Equal(
            [
                "thinking_delta Hm.", "thinking Hm.", "tool_call a find_files {}", "tool_result a find_files",
                "text_delta \nTwo files.", "text \nTwo files.",
            ],
            run.Lines);
    }

    [Fact]
    public async Task Running_totals_of_usage_are_not_added_up()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Stream(FakeFrame.Text("Hi"), Usage(10, 1), Usage(10, 2), Finish("stop"), Usage(10, 3), Done));
        var outcome = await run.AskAsync();
        Assert.Equal((10, 3), (outcome.Used.InputTokens, outcome.Used.OutputTokens));
    }

    [Fact]
    public async Task Usage_is_asked_for_and_counted_when_the_server_does_not_tell()
    {
        await using var run = await AgentRun.StartAsync(FakeReply.Stream(FakeFrame.Text("Hi"), Finish("stop"), Done));
        var outcome = await run.AskAsync();
        Assert.InRange(outcome.Used.InputTokens!.Value, 200, 2000);
        Assert.Equal(1, outcome.Used.OutputTokens);
        Assert.True(run.Server.Requests[0].Json.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
    }
}
