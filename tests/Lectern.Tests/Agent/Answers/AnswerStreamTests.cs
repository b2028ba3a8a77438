using Lectern.Contracts;

namespace Lectern.Tests.Agent.Answers;

/// <summary>What becomes of random answers and thoughts between the model and the events.</summary>
public sealed class AnswerStreamTests
{
    private const string Claims = "\n\nThe warranty of the X200 pump is 24 months [1]. It is 36 months [1].";

    private static readonly StepsChatClient.Call Look = new("retrieve", """{"query":"warranty X200"}""");

    [Fact]
    public async Task However_a_model_splits_what_it_says_the_deltas_say_what_the_event_says_and_it_is_the_same()
    {
        await using var run = await AgentRun.StartAsync();
        var (hostile, tidy) = (new HostileMarkdown(21), new BracketMarkdown(21));
        const int texts = 300;
        var marks = 0;
        for (var i = 0; i < texts; i++)
        {
            var said = (i % 2 == 0 ? hostile.Next() : tidy.Next()) + Claims;
            var whole = await SayAsync(run, [said], [said]);
            var split = await SayAsync(run, hostile.Split(said), hostile.Split(said));
            Assert.Equal(whole.Text, split.Text);
            Assert.Equal(whole.Thought, split.Thought);
            Assert.Equal(whole.Marks, split.Marks);
            marks += whole.Marks;
        }

        Assert.True(marks > texts / 2, $"{marks} citations");
        TestContext.Current.SendDiagnosticMessage($"{texts} answers, {marks} citations: the same however they were split");
    }

    [Theory]
    [InlineData("The warranty of the X200 pump is 24 months [1]. ", 200)]
    [InlineData("The warranty is 36 months [1]. ", 0)]
    [InlineData("Well [1] ", 0)]
    public async Task Of_four_thousand_marks_two_hundred_are_checked_and_the_rest_left_out(string unit, int citations)
    {
        await using var run = await AgentRun.StartAsync();
        var said = string.Concat(Enumerable.Repeat(unit, 4_000));
        run.Model = new StepsChatClient([Look], [.. said.Chunk(50).Select(c => new string(c))]);
        var outcome = await run.AskAsync();
        Assert.Null(outcome.Error);
        Assert.Equal(citations, run.Events.OfType<TextEvent>().Sum(t => t.Citations.Count));
        Assert.Equal(4_000 - citations, outcome.Used.DroppedCitations);
    }

    private static async Task<(string Text, string Thought, int Marks)> SayAsync(
        AgentRun run, IEnumerable<string> pieces, IEnumerable<string> thoughts)
    {
        var before = run.Events.Count;
        run.Model = new StepsChatClient([Look], [.. pieces], [.. thoughts]);
        await run.AskAsync();
        var events = run.Events.Skip(before).ToList();
        var text = string.Concat(events.OfType<TextEvent>().Select(t => t.Content));
        var thought = string.Concat(events.OfType<ThinkingEvent>().Select(t => t.Content));
        Assert.Equal(text, string.Concat(events.OfType<TextDeltaEvent>().Select(d => d.Content)));
        Assert.Equal(thought, string.Concat(events.OfType<ThinkingDeltaEvent>().Select(d => d.Content)));
        var citations = events.OfType<TextEvent>().SelectMany(t => t.Citations.Select(c => (t.Content, c))).ToList();
        Assert.All(citations, c => Assert.Equal(c.c.Marker, Cut(c.Content, c.c.Position, c.c.Marker.Length)));
        return (text, thought, citations.Count);
    }

    /// <summary>By code points, as positions count.</summary>
    private static string Cut(string text, int start, int length) =>
        string.Concat(text.EnumerateRunes().Skip(start).Take(length).Select(r => r.ToString()));
}
