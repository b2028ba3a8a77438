using Lectern.Contracts;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Agent;

/// <summary>The cases of answers beside the repository that no other test reads.</summary>
public sealed class SharedCaseTests
{
    private const string Arrow = " -> ";

    [Fact]
    public async Task An_answer_keeps_its_brackets()
    {
        var answers = File.ReadLines(SharedFiles.Need("cases/answers/answer-brackets-lost/expect.txt"))
            .Where(l => l.Contains(Arrow, StringComparison.Ordinal)).Select(l => l[..l.IndexOf(Arrow, StringComparison.Ordinal)])
            .ToList();
        Assert.NotEmpty(answers);
        foreach (var answer in answers)
        {
            await using var run = await AgentRun.StartAsync(
                FakeReply.Calls(("a", "retrieve", """{"query":"warranty pump"}""")), FakeReply.Text(answer));
            await run.AskAsync();
            Assert.Equal(WithoutMark(answer), WithoutMark(run.Events.OfType<TextEvent>().Last().Content));
        }
    }

    [Fact]
    public async Task A_German_question_for_the_time_goes_on_from_the_answer()
    {
        await using var run = await AfterAnswerAsync();
        await run.AskAsync("Wann?");
        Assert.Contains("im Juli 2003", run.Events.OfType<TextEvent>().Last().Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ja bitte")]
    [InlineData("yes please")]
    public async Task More_is_told_after_a_German_answer(string prompt)
    {
        await using var run = await AfterAnswerAsync();
        var told = Quotes(run);
        await run.AskAsync(prompt);
        Assert.NotEmpty(Quotes(run));
        Assert.Empty(Quotes(run).Intersect(told));
    }

    private static async Task<AgentRun> AfterAnswerAsync()
    {
        var run = await AgentRun.StartAsync();
        run.Model = new ExtractiveChatClient(DecidedModels.None);
        run.Files.Add(
            "idx-1", "dfl-t", "tesla.txt",
            string.Join(
                ' ', "Tesla wurde von Martin Eberhard und Marc Tarpenning gegründet, die sich von früher her kannten.",
                "Gegründet wurde Tesla im Juli 2003, als kaum jemand noch an Wagen mit einer Batterie geglaubt hat.",
                "Tesla wurde in San Carlos gegründet, in einem Büro, das kaum für zehn Tische groß genug gewesen ist.",
                "Tesla wurde mit wenig Geld gegründet, das zum größten Teil aus der Tasche der Gründer selbst kam.",
                "Tesla wurde nach dem Erfinder Nikola Tesla benannt, und sein erster Wagen hieß ein paar Jahre Roadster.",
                "Tesla wurde im ersten Jahr von drei Leuten geführt, von denen später keiner mehr im Hause geblieben ist."));
        run.Files.Add("idx-1", "dfl-f", "ford.txt", "Ford wurde von Henry Ford gegründet, und zwar im Juni 1903.");
        await run.AskAsync("Wer hat Tesla gegründet?");
        run.History = [new UserInputEvent("Wer hat Tesla gegründet?"), .. run.Events.Where(e => !EventTypes.IsDelta(e.Type))];
        return run;
    }

    private static IReadOnlyList<string> Quotes(AgentRun run) =>
        [.. run.Events.OfType<TextEvent>().Last().Citations.Select(c => c.Quote)];

    /// <summary>A real mark stays only where a passage proves the claim.</summary>
    private static string WithoutMark(string text) => text.Replace(" [1]", "", StringComparison.Ordinal);
}
