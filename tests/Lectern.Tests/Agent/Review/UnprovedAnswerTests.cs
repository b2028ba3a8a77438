using Lectern.Contracts;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Agent.Review;

/// <summary>What nothing proves is told apart, from a model's words to the events.</summary>
public sealed class UnprovedAnswerTests
{
    private static readonly FakeReply Look = FakeReply.Calls(("a", "retrieve", """{"query":"warranty X200"}"""));

    [Fact]
    public async Task A_sentence_that_its_passage_contradicts_names_what_the_passage_says()
    {
        await using var run = await AgentRun.StartAsync(
            Look,
            FakeReply.Text(
                "😀 The warranty of the X200 pump is 36 months [1]. The X200 is made in Selm. ",
                "Its warranty is 24 months [1]."));
        var outcome = await run.AskAsync();
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.Equal(
            "😀 The warranty of the X200 pump is 36 months. The X200 is made in Selm. Its warranty is 24 months [1].",
            text.Content);
        Assert.Equal(
            [new UnprovedSpan(0, 45, "contradicted"), new UnprovedSpan(46, 71, "no_mark")], text.Unproved);
        var contradicted = Assert.Single(text.Contradicted);
        Assert.Equal(
            (0, 45, "other_figure", "dfl-1"), (contradicted.Start, contradicted.End, contradicted.Reason, contradicted.FileId));
        Assert.Equal("The warranty of the X200 pump is 24 months.", contradicted.Quote);
        Assert.Equal((2, 1), (outcome.Used.Unproved, outcome.Used.Contradicted));
    }

    [Fact]
    public async Task Steps_are_counted_together()
    {
        await using var run = await AgentRun.StartAsync(
            FakeReply.Stream(
                FakeFrame.Text(
                    "Selm is a harbour. Let me look."), FakeFrame.Call(0, "a", "retrieve", """{"query":"warranty X200"}"""),
                FakeFrame.Finish("tool_calls"), FakeFrame.Usage(10, 5), FakeFrame.Done),
            FakeReply.Text("Pumps are red."));
        var outcome = await run.AskAsync();
        Assert.Equal(2, outcome.Used.Unproved);
        Assert.Equal(1, Assert.Single(run.Kept).Unproved);
    }

    [Theory]
    [InlineData("How long is the warranty of the X200 pump?")]
    [InlineData("What is a tortoise?")]
    public async Task An_answer_that_quotes_has_nothing_unproved(string question)
    {
        await using var run = await AgentRun.StartAsync();
        run.Model = AgentRun.Make(run.Options("http://none") with { Model = "extractive" });
        await run.AskAsync(question);
        Assert.Empty(run.Events.OfType<TextEvent>().Last().Unproved);
    }
}
